"""What a person typed, as what is wanted: all words required, each in one of its forms."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from marketplace.domains.catalog.models import IN_STOCK, PRICE_STEPS
from marketplace.domains.catalog.search.lexemes import bucket_lexemes
from marketplace.domains.catalog.search.measures import Bound, take_bounds, take_measures
from marketplace.domains.catalog.search.words import RUN, STOP, bigrams, compact, fold, is_cjk, stem
from marketplace.domains.catalog.tree.atlas import Atlas, Node
from marketplace.foundation.search.lexemes import AnyOf, all_of

LONGEST_QUERY = 100
MOST_TERMS = 16
LONGEST_KIND = 4
SHORTEST_PREFIX = 2
CODES_OF_UNIT = {
    "l": "capacity",
    "kg": "load",
    "in": "screen",
    "hp": "horsepower",
    "kwh": "kwh",
    "db": "noise",
}
CODES_OF_UNIT |= {"w": "power", "kw": "flame", "bottle": "bottles", "set": "settings"}


@dataclass(frozen=True, slots=True)
class Term(AnyOf):
    """One thing that must hold."""

    typed: str = ""  # the Latin word as typed, when it may be misspelt


@dataclass(frozen=True)
class Range:
    """A measure within limits; exact, beside the buckets that find it."""

    code: str
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True)
class Wanted:
    """All that is asked of the shelf: words and facts, ranges, and the part of the tree."""

    terms: tuple[Term, ...] = ()
    ranges: tuple[Range, ...] = ()
    price_low: int | None = None
    price_high: int | None = None
    department_id: int | None = None
    category_id: int | None = None
    in_stock: bool = False
    home: str = ""  # the part of the tree that the kinds named imply
    words: str = field(default="", compare=False)

    def tsquery(self, *, indexed: bool = False) -> str:
        """Return the tsquery literal; `indexed` says in it what else the index knows: buckets, part of the tree."""
        parts = [term.tsquery() for term in self.terms]
        if indexed:
            parts += [all_of([*self.buckets(), *((scope,) for scope in self.scope_lexemes())])]
        return " & ".join(filter(None, parts))

    def steps(self, *, priced: bool = True) -> list[tuple[str, ...]]:
        """Return what is asked of where a product stands: its price, its stock."""
        price = PRICE_STEPS.between(self.price_low, self.price_high) if priced else ()
        return [found for found in (price, (IN_STOCK,) if self.in_stock else ()) if found]

    def buckets(self) -> list[tuple[str, ...]]:
        """Return for each range the buckets that hold it."""
        return [bucket_lexemes(bound.code, bound.low, bound.high) for bound in self.ranges]

    def scope_lexemes(self) -> list[str]:
        """Return the lexeme of the part of the tree, if one is asked for."""
        if self.category_id:
            return [f"c:{self.category_id}"]
        return [f"d:{self.department_id}"] if self.department_id else []

    @property
    def is_empty(self) -> bool:
        """Say whether no word, fact or range is asked for."""
        return not self.terms and not self.ranges

    def plus(self, terms: Iterable[Term] = (), ranges: Iterable[Range] = ()) -> "Wanted":
        """Return this with more asked."""
        return replace(self, terms=(*self.terms, *terms), ranges=(*self.ranges, *ranges))


def ask(text: str, atlas: Atlas, *, unfinished: bool = False) -> Wanted:
    """Read a query; `unfinished` takes the last word as the beginning of one (suggestions)."""
    words = " ".join(text[:LONGEST_QUERY].split())
    rest, bounds = take_bounds(fold(words))
    rest, measures = take_measures(rest)
    terms = list(_terms(rest, atlas))
    if unfinished and terms and not measures and not bounds and not text.endswith(" "):
        terms[-1] = _open(terms[-1])
    terms += [Term((measure,)) for measure in measures]
    ranges = tuple(filter(None, map(_range, bounds)))
    home = _home(terms, atlas)
    return Wanted(
        tuple(dict.fromkeys(terms))[:MOST_TERMS],
        ranges,
        department_id=home.id if home and home.parent_id is None else None,
        category_id=home.id if home and home.parent_id is not None else None,
        home=f"{home.scope[0]}:{home.id}" if home else "",
        words=words,
    )


def _home(terms: Iterable[Term], atlas: Atlas) -> Node | None:
    """Return the part of the tree all that is wanted stands in, when a kind is named: the shelf is walked there."""
    homes = [
        atlas.homes[term.any_of[0]]
        for term in terms
        if len(term.any_of) == 1 and term.any_of[0] in atlas.homes
    ]
    known = [home for home in homes if home.id]
    return min(known, key=lambda home: home.parent_id is None, default=None)


def _range(bound: Bound) -> Range | None:
    code = CODES_OF_UNIT.get(bound.unit)
    return Range(code, bound.low, bound.high) if code else None


def _open(term: Term) -> Term:
    """Take a term as a beginning: of a Latin word or model number, or of what it names."""
    typed = term.typed or term.any_of[0].removeprefix("k:")
    if not typed.isascii() or len(typed) < SHORTEST_PREFIX:
        return term
    return Term((typed,), typed=typed, prefix=True)


def _terms(folded: str, atlas: Atlas) -> Iterator[Term]:
    runs = list(_runs(folded, atlas))
    at = 0
    while at < len(runs):
        for length in range(min(LONGEST_KIND, len(runs) - at), 0, -1):
            kind = atlas.kinds.get(tuple(runs[at : at + length]))
            if kind:
                yield Term((kind,), typed=runs[at] if length == 1 and runs[at].isascii() else "")
                break
        else:
            length = 1
            yield from _plain(runs[at])
        at += length


def _plain(run: str) -> Iterator[Term]:
    if is_cjk(run):
        yield from (Term((pair,)) for pair in bigrams(run) if pair not in STOP)
    elif run not in STOP:
        yield Term((run,), typed=run)


def _runs(folded: str, atlas: Atlas) -> Iterator[str]:
    for run in RUN.findall(folded):
        if is_cjk(run):
            yield from _cut(run, atlas.chinese)
        elif any(c.isdigit() for c in run):
            yield compact(run)
        else:
            yield from (stem(word) for word in re.split(r"[^a-z]+", run) if word)


def _cut(run: str, known: set[str]) -> Iterator[str]:
    """Cut a Chinese run at the words we know, longest first; what lies between stays together."""
    between, at = "", 0
    while at < len(run):
        found = next(
            (run[at : at + n] for n in range(min(6, len(run) - at), 1, -1) if run[at : at + n] in known), ""
        )
        if not found:
            between += run[at]
            at += 1
            continue
        if between:
            yield between
        yield found
        between, at = "", at + len(found)
    if between:
        yield between
