"""Two ways to answer, chosen on purpose: gather through the GIN index, or walk the shelf in the order asked for.

Gathering fetches every product that matches, then sorts: right when few match. Walking the shelf's own index stops
after a page: right when many match, hopeless when few do. What few and many are, PostgreSQL's statistics tell: its
planner keeps the share of rows each common lexeme is in. With M expected matches among N rows of the part of the
tree, gathering touches M rows and the walk about `size · N / M`; at a million rows both meet near 5,000.
"""

import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import text

from marketplace.domains.catalog.search.ask import Wanted
from marketplace.foundation.db import session

Way = Literal["gather", "walk"]
FRESH_SECONDS = 60.0
LONGEST_WALK = 6_000  # rows looked at before the walk gives up and gathers after all
LONG_WALK = 200_000  # where gathering would be worse still
MOST_GATHERED = 50_000  # expected matches beyond which a longer walk is the lesser evil
PRICE_BIAS = 20  # kinds of goods stand together by price: a walk by price may pass many others first
GIN_ROW_COST = 4  # a fetched and sorted row against a walked one
GIN_POSTING_COST = 0.02  # one entry of a posting list against a walked row
UNKNOWN_PRICE_SHARE = 0.3
READ = text(
    "SELECT greatest(c.reltuples, 0) AS rows, s.most_common_elems::text::text[] AS words,"
    " s.most_common_elem_freqs AS shares FROM pg_class c LEFT JOIN pg_stats s"
    " ON s.tablename = c.relname AND s.attname = 'search' AND s.schemaname = current_schema()"
    " WHERE c.oid = to_regclass('product')"
)


@dataclass(frozen=True)
class Frequencies:
    """How many products there are and which share of them each common lexeme is in."""

    rows: float
    shares: Mapping[str, float]
    rare: float  # the share of a lexeme too rare to be listed

    def share(self, lexemes: Iterable[str]) -> float:
        """Return the expected share of rows that hold any of the lexemes."""
        return min(1.0, sum(self.shares.get(lexeme, self.rare) for lexeme in lexemes))

    def within(self, wanted: Wanted) -> float:
        """Return how many rows the part of the tree is expected to hold."""
        scopes = wanted.scope_lexemes()
        return self.rows * (self.share(scopes) if scopes else 1.0)


_lock = threading.Lock()
_kept: list[tuple[float, Frequencies]] = []


def frequencies() -> Frequencies:
    """Return PostgreSQL's statistics of the search column, at most a minute old."""
    with _lock:
        if _kept and time.monotonic() - _kept[0][0] < FRESH_SECONDS:
            return _kept[0][1]
    row = session.execute(READ).one_or_none()
    words = list(row.words or ()) if row else []
    # The last three figures are the least, the greatest and the share of nulls, not lexemes'.
    shares = dict(zip(words, (row.shares or ()) if row else (), strict=False))
    found = Frequencies(row.rows if row else 0, shares, min(shares.values(), default=0.0) / 2)
    with _lock:
        _kept[:] = [(time.monotonic(), found)]
    return found


def forget() -> None:
    """Drop the kept statistics, after an import or between tests."""
    with _lock:
        _kept.clear()


def expected(wanted: Wanted, known: Frequencies) -> float:
    """Return how many rows are expected to match, as if words fell independently; kinds fill their part of the tree."""
    matching = known.within(wanted)
    for lexemes in _asked(wanted):
        matching *= known.share(lexemes)
    return matching


def _asked(wanted: Wanted) -> list[tuple[str, ...]]:
    terms = [term.any_of for term in wanted.terms]
    if wanted.home in wanted.scope_lexemes():  # the kind that named the part of the tree fills it
        terms = [any_of for any_of in terms if not all(lexeme.startswith("k:") for lexeme in any_of)]
    return terms + wanted.buckets()


def choose(wanted: Wanted, known: Frequencies, *, size: int, by_price: bool = False) -> Way:
    """Return the cheaper way to the next `size` rows of what is wanted."""
    asked = _asked(wanted)
    if not asked:
        return "walk"
    inside, matching = known.within(wanted), expected(wanted, known)
    priced = UNKNOWN_PRICE_SHARE if wanted.price_low is not None or wanted.price_high is not None else 1.0
    postings = known.rows * sum(known.share(lexemes) for lexemes in asked)
    bias = PRICE_BIAS if by_price else 1
    walked = min(size * bias * inside / max(matching * priced, 0.01), inside)
    return "walk" if walked < matching * GIN_ROW_COST + postings * GIN_POSTING_COST else "gather"


def refresh_statistics() -> None:
    """Have PostgreSQL look at the shelf again after many rows came at once, instead of when it finds the time."""
    session.execute(text("ANALYZE product"))
    forget()
