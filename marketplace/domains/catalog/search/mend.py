"""A query that found nothing, mended: one wrong letter, the beginning of a model, a measure close by."""

from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy import ARRAY, Text, cast, func, or_, select

from marketplace.domains.catalog.models import SearchWord
from marketplace.domains.catalog.search.ask import CODES_OF_UNIT, Range, Term, Wanted
from marketplace.domains.catalog.search.measures import MEASURE
from marketplace.domains.catalog.search.spelling import SHORTEST, is_one_edit_away, stubs
from marketplace.domains.catalog.tree.atlas import Atlas
from marketplace.foundation.db import session

MOST_CANDIDATES = 5
NEAR = Decimal("0.1")  # a tenth more or less of the measure asked for


@dataclass(frozen=True)
class Mended:
    """What is asked instead, and the words that were taken for others: typed → taken."""

    wanted: Wanted
    taken: tuple[tuple[str, str], ...]


def mend(wanted: Wanted, atlas: Atlas) -> Mended | None:
    """Return the nearest query that may find something; None when there is nothing to mend."""
    spelt = _respell(wanted, atlas)
    if spelt.taken:
        return spelt
    loosened = _loosen(wanted)
    return None if loosened == wanted else Mended(loosened, ())


def _respell(wanted: Wanted, atlas: Atlas) -> Mended:
    typed = [
        t.typed for t in wanted.terms if t.typed.isalpha() and t.typed.isascii() and len(t.typed) >= SHORTEST
    ]
    near = _near(typed) if typed else {}
    taken: list[tuple[str, str]] = []
    terms: list[Term] = []
    for term in wanted.terms:
        words = near.get(term.typed, ())
        if words:
            taken.append((term.typed, words[0]))
            kinds = [atlas.kinds[(word,)] for word in words if (word,) in atlas.kinds]
            terms.append(Term((*words, *kinds)))
        else:
            terms.append(term)
    return Mended(replace(wanted, terms=tuple(terms)), tuple(taken))


def _near(typed: list[str]) -> dict[str, tuple[str, ...]]:
    """Return for each word nobody wrote the words one letter away."""
    cut = {stub for word in typed for stub in stubs(word)}
    found = list(
        session.scalars(
            select(SearchWord.word)
            .where(
                or_(
                    SearchWord.word.in_(typed),
                    SearchWord.stubs.op("?|")(cast(sorted(cut), ARRAY(Text))),
                )
            )
            .order_by(func.length(SearchWord.word).desc(), SearchWord.word)
            .limit(500)
        )
    )
    known = set(found)
    return {
        word: tuple(other for other in found if is_one_edit_away(word, other))[:MOST_CANDIDATES]
        for word in typed
        if word not in known
    }


def _loosen(wanted: Wanted) -> Wanted:
    terms: list[Term] = []
    ranges = list(wanted.ranges)
    for term in wanted.terms:
        near = _near_measure(term)
        if near is not None:
            ranges.append(near)
        elif term.typed and any(c.isdigit() for c in term.typed):
            terms.append(replace(term, prefix=True))
        else:
            terms.append(term)
    return replace(wanted, terms=tuple(terms), ranges=tuple(ranges))


def _near_measure(term: Term) -> Range | None:
    found = MEASURE.fullmatch(term.any_of[0]) if not term.typed else None
    code = CODES_OF_UNIT.get(found[2]) if found else None
    if found is None or code is None:
        return None
    number = Decimal(found[1])
    return Range(code, number * (1 - NEAR), number * (1 + NEAR))
