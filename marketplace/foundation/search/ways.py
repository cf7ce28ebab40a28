"""The next rows of an order that match, by the cheapest of two ways, so that a page costs what a page holds.

*Walk* the order's own index and check row by row: right when many match, hopeless when few do. *Gather* what matches
through the index of words, no further than some steps of the order, and sort that: when the rows of these steps do
not fill the page, many times as many steps are asked, until all are. With a share `s` of `n` rows matching and the
order in `k` steps a walk looks at `25 / s` rows and a gathering at `s · n / k`; at a million rows and forty steps no
share costs more than a thousand rows, where sorting all that matches would touch up to all. Gathering also reads the
posting list of the rarest word whole, and of the others what lies beside it: that is what grows with the shelf.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from marketplace.foundation.search.statistics import Asked, Frequencies

SHORT_WALK = 600  # rows that cost no more to look at than to ask for otherwise
WALKS = (400, 1_600, 4_000)  # rows after which a walk gives up: at four times what was expected
LONGEST_WALK = WALKS[-1]
POSTING = 0.1  # an entry of the rarest word's posting list against a row walked by, measured
ENOUGH = 200  # rows to gather for a page
MORE = 16  # times as many when they were not enough


@dataclass(frozen=True, slots=True)
class Look:
    """One attempt: walk at most this many rows (0: all of them), or gather within these steps (none: all)."""

    walks: bool
    window: int = 0
    steps: tuple[str, ...] = ()


Attempt = Callable[[Look], list[Any]]


def look(
    attempt: Attempt,
    asked: Asked,
    known: Frequencies,
    *,
    size: int,
    onwards: Callable[[], Sequence[str]],
) -> list[Any]:
    """Return what `attempt` finds: the next `size` rows and one more, in the order whose steps `onwards` tells."""
    if not asked.is_any:
        return attempt(Look(walks=True, window=LONGEST_WALK))
    matching, inside = known.expected(asked), known.within(asked)
    if inside <= ENOUGH:  # a small shop, or one nobody has counted yet: all of it at once
        return attempt(Look(walks=False))
    walked = size * inside / matching if matching else inside
    if walked <= min(SHORT_WALK + POSTING * known.rarest(asked), LONGEST_WALK / 2):
        window = next((rows for rows in WALKS if rows >= walked * 4), LONGEST_WALK)
        rows = attempt(Look(walks=True, window=window))
        if len(rows) > size:
            return rows
    wanted = ENOUGH / matching if matching else 1.0
    order = onwards() if wanted < 1 else ()
    while steps := _first(order, known, wanted):
        rows = attempt(Look(walks=False, steps=steps))
        if len(rows) > size:
            return rows
        wanted *= MORE
    return attempt(Look(walks=False))


def _first(onwards: Sequence[str], known: Frequencies, share: float) -> tuple[str, ...]:
    """Return the first steps that hold this share of all rows; nothing when that is about all there are."""
    held = 0.0
    for number, step in enumerate(onwards, 1):
        held += known.steps.get(step, 0.0)
        if held >= share:
            return tuple(onwards[:number]) if number < len(onwards) else ()
    return ()
