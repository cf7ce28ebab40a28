"""Where a row stands in an order, as lexemes: an index of words then finds what matches *and* comes next.

A sorted index knows the order and a GIN index the words; neither knows both. So each row also carries, in a generated
column `steps`, the step its price (or date) falls on. Asking for a word together with the first few steps of an order
touches the rows of a page and some more, however many match further on. Steps are coarse: the rows of a step are
sorted by the column itself, and a question takes one step more than it must, so that no rounding loses a row.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

ORIGIN = datetime(2020, 1, 1, tzinfo=UTC)
DAY = 86_400


def column(condition: str, *parts: str) -> str:
    """Return the SQL of a generated column that holds these parts of the rows that meet the condition."""
    return f"CASE WHEN {condition} THEN array_to_tsvector(ARRAY[{', '.join(parts)}]) END"


@dataclass(frozen=True)
class Sizes:
    """Steps of a number by its size, each about 12 % above the last; what is below `least` shares the first."""

    mark: str
    least: int
    most: int
    per_fold: int = 6

    def sql(self, name: str) -> str:
        """Return the SQL of a row's lexeme."""
        size = f"least(greatest({name}, {self.least}), {self.most}) / {self.least}.0"
        return f"'{self.mark}' || floor({self.per_fold} * log(2.0, {size}))::int::text"

    def of(self, number: int) -> int:
        """Return the step of a number."""
        return int(self.per_fold * math.log2(min(max(number, self.least), self.most) / self.least) + 1e-9)

    def between(self, low: int | None, high: int | None) -> tuple[str, ...]:
        """Return the steps between two numbers and one on either side; nothing when there is no limit."""
        if low is None and high is None:
            return ()
        first = self.of(low) - 1 if low is not None else 0
        last = self.of(high) + 1 if high is not None else self.of(self.most)
        return tuple(f"{self.mark}{step}" for step in range(max(first, 0), last + 1))

    def onwards(self, start: int | None, *, falling: bool) -> list[str]:
        """Return the steps from a number, or from the end of the order, on."""
        last = self.of(self.most)
        if falling:
            first = last if start is None else self.of(start) + 1
            return [f"{self.mark}{step}" for step in range(first, -1, -1)]
        first = 0 if start is None else max(self.of(start) - 1, 0)
        return [f"{self.mark}{step}" for step in range(first, last + 1)]


@dataclass(frozen=True)
class Spans:
    """Steps of a whole number on a line by spans of several lengths, so that few lexemes cover all of it.

    `lengths`: mark and length, each a whole number of the one before.
    """

    lengths: tuple[tuple[str, int], ...]

    def sql(self, number: str) -> list[str]:
        """Return the SQL of a row's lexemes."""
        return [
            f"'{mark}' || coalesce(floor({number} / {length})::int::text, '')"
            for mark, length in self.lengths
        ]

    def back(self, start: int) -> Iterator[str]:
        """Yield the steps from a number down to nought, short ones first."""
        before = (start // self.lengths[0][1] + 1) * self.lengths[0][1]
        for mark, length, longer in self._longer():
            number = 0
            while before > 0 and (not longer or number < longer // length or before % longer):
                yield f"{mark}{before // length - 1}"
                before -= length
                number += 1

    def on(self, start: int, end: int) -> Iterator[str]:
        """Yield the steps from a number up to another, short ones first."""
        at = max(start, 0) // self.lengths[0][1] * self.lengths[0][1]
        for mark, length, longer in self._longer():
            number = 0
            while at <= end and (not longer or number < longer // length or at % longer):
                yield f"{mark}{at // length}"
                at += length
                number += 1

    def _longer(self) -> Iterator[tuple[str, int, int]]:
        longer = [length for _, length in self.lengths[1:]] + [0]
        for (mark, length), next_length in zip(self.lengths, longer, strict=True):
            yield mark, length, next_length


DAYS = Spans((("d", DAY), ("w", 7 * DAY), ("m", 28 * DAY)))  # of seconds
IDS = Spans((("i", 1 << 10), ("j", 1 << 13), ("k", 1 << 16)))


def seconds_sql(name: str) -> str:
    """Return the SQL of a moment on the line of `DAYS`."""
    return f"extract(epoch FROM {name} - timestamptz '{ORIGIN:%Y-%m-%d %H:%M:%S}+00')"


def seconds(moment: datetime) -> int:
    """Return a moment on the line of `DAYS`."""
    return int((moment - ORIGIN).total_seconds())
