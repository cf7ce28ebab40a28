"""Gather or walk: which is cheaper, by PostgreSQL's own statistics. Why: catalog/search/plan.py."""

import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import text

from marketplace.domains.listings.search.sought import Sought
from marketplace.foundation.db import session

Way = Literal["gather", "walk"]
FRESH_SECONDS = 60.0
LONGEST_WALK = 6_000  # rows looked at before the walk gives up and gathers after all
LONG_WALK = 200_000  # where gathering would be worse still
MOST_GATHERED = 50_000
PRICE_BIAS = 8  # kinds of goods stand together by price, less so than new ones: age and grade mix them
GIN_ROW_COST = 4  # a fetched and sorted row against a walked one
GIN_POSTING_COST = 0.02  # one entry of a posting list against a walked row
UNKNOWN_SHARE = 0.3  # of a limit on price or age
READ = text(
    "SELECT greatest(c.reltuples, 0) AS rows, s.most_common_elems::text::text[] AS words,"
    " s.most_common_elem_freqs AS shares FROM pg_class c LEFT JOIN pg_stats s"
    " ON s.tablename = c.relname AND s.attname = 'search' AND s.schemaname = current_schema()"
    " WHERE c.oid = to_regclass('listing')"
)


@dataclass(frozen=True)
class Frequencies:
    """How many listings there are and which share of them each common lexeme is in."""

    rows: float
    shares: Mapping[str, float]
    rare: float  # the share of a lexeme too rare to be listed

    def share(self, lexemes: Iterable[str]) -> float:
        """Return the expected share of rows that hold any of the lexemes."""
        return min(1.0, sum(self.shares.get(lexeme, self.rare) for lexeme in lexemes))

    def within(self, sought: Sought) -> float:
        """Return how many rows the part of the tree is expected to hold."""
        return self.rows * (self.share([sought.scope_lexeme]) if sought.scope else 1.0)

    def expected(self, sought: Sought) -> float:
        """Return how many rows are expected to match, as if words fell independently."""
        matching = self.within(sought)
        for lexemes in sought.asked:
            matching *= self.share(lexemes)
        for is_limited in (_is_priced(sought), sought.made_since is not None and not _has_years(sought)):
            matching *= UNKNOWN_SHARE if is_limited else 1.0
        return matching


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
    """Drop the kept statistics, after many rows came at once or between tests."""
    with _lock:
        _kept.clear()


def choose(sought: Sought, known: Frequencies, *, size: int, by_price: bool) -> Way:
    """Return the cheaper way to the next `size` rows of what is sought."""
    if not sought.asked:
        return "walk"
    inside, matching = known.within(sought), known.expected(sought)
    postings = known.rows * sum(known.share(lexemes) for lexemes in sought.asked)
    bias = PRICE_BIAS if by_price else 1
    walked = min(size * bias * inside / max(matching, 0.01), inside)
    return "walk" if walked < matching * GIN_ROW_COST + postings * GIN_POSTING_COST else "gather"


def _is_priced(sought: Sought) -> bool:
    return sought.price_low is not None or sought.price_high is not None


def _has_years(sought: Sought) -> bool:
    return any(lexemes and lexemes[0].startswith("y:") for lexemes in sought.asked)
