"""What PostgreSQL's planner knows of a table's lexemes: the share of rows each common one is in."""

import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import text

from marketplace.foundation.db import session

FRESH_SECONDS = 60.0
WORDS, STEPS = "search", "steps"  # the columns
READ = text(
    "SELECT greatest(c.reltuples, 0) AS rows, s.attname, s.null_frac, s.most_common_elems::text::text[] AS words,"
    " s.most_common_elem_freqs AS shares FROM pg_class c JOIN pg_stats s"
    " ON s.tablename = c.relname AND s.attname IN ('search', 'steps') AND s.schemaname = current_schema()"
    " WHERE c.oid = to_regclass(:table)"
)


@dataclass(frozen=True)
class Asked:
    """What narrows a list, each group as the lexemes of which one must be there."""

    scope: str = ""  # the part of the shelf
    words: tuple[tuple[str, ...], ...] = ()
    steps: tuple[tuple[str, ...], ...] = ()

    @property
    def is_any(self) -> bool:
        """Say whether the index of words knows something of it, beside the part of the shelf."""
        return bool(self.words or self.steps)


@dataclass(frozen=True)
class Frequencies:
    """How many rows are on the shelf and which share of them each common lexeme is in."""

    rows: float = 0.0
    words: Mapping[str, float] = field(default_factory=dict)
    steps: Mapping[str, float] = field(default_factory=dict)
    rare: float = 0.0  # the share of a word too rare to be listed

    def share(self, words: Iterable[str]) -> float:
        """Return the expected share of rows that hold any of the words."""
        return min(1.0, sum(self.words.get(word, self.rare) for word in words))

    def standing(self, steps: Iterable[str]) -> float:
        """Return the share of rows that stand on any of the steps; on one that is not listed hardly any does."""
        return min(1.0, sum(self.steps.get(step, 0.0) for step in steps))

    def within(self, asked: Asked) -> float:
        """Return how many rows the part of the shelf is expected to hold."""
        return self.rows * (self.share([asked.scope]) if asked.scope else 1.0)

    def expected(self, asked: Asked) -> float:
        """Return how many rows are expected to match, as if words fell independently."""
        matching = self.within(asked)
        for words in asked.words:
            matching *= self.share(words)
        for steps in asked.steps:
            matching *= self.standing(steps)
        return matching

    def rarest(self, asked: Asked) -> float:
        """Return the length of the shortest posting list that has to be read."""
        shares = [*map(self.share, asked.words), *map(self.standing, asked.steps)]
        return self.rows * min(shares, default=1.0)


class Statistics:
    """The frequencies of one table, at most a minute old."""

    def __init__(self, table: str) -> None:
        self.table = table
        self._lock = threading.Lock()
        self._kept: tuple[float, Frequencies] | None = None

    def read(self) -> Frequencies:
        """Return what is known now."""
        with self._lock:
            if self._kept and time.monotonic() - self._kept[0] < FRESH_SECONDS:
                return self._kept[1]
        found = self._ask()
        with self._lock:
            self._kept = (time.monotonic(), found)
        return found

    def forget(self) -> None:
        """Drop what is kept, between tests."""
        with self._lock:
            self._kept = None

    def refresh(self) -> None:
        """Have PostgreSQL look again after many rows came at once, instead of when it finds the time."""
        session.execute(text(f"ANALYZE {self.table}"))
        self.forget()

    def _ask(self) -> Frequencies:
        known = {row.attname: row for row in session.execute(READ, {"table": self.table})}
        # Behind the lexemes' figures stand the least and the greatest of them.
        shares = {
            name: dict(zip(row.words or (), row.shares or (), strict=False)) for name, row in known.items()
        }
        words = shares.get(WORDS, {})
        rows = known[WORDS].rows * (1 - known[WORDS].null_frac) if WORDS in known else 0.0
        return Frequencies(rows, words, shares.get(STEPS, {}), min(words.values(), default=0.0) / 2)
