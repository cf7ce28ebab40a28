"""Each way of finding a page forced in turn, to hold them against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marketplace.foundation.search.ways import Attempt, Look

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def walk(attempt: Attempt, *_: object, **__: object) -> list[Any]:
    return attempt(Look(walks=True))


def gather(attempt: Attempt, *_: object, **__: object) -> list[Any]:
    return attempt(Look(walks=False))


def step(attempt: Attempt, *_: object, size: int, onwards: Callable[[], Sequence[str]]) -> list[Any]:
    """Take one step more each time; what fills the page must be what comes first, wherever the steps end."""
    order = onwards()
    for number in range(1, len(order) + 1):
        rows = attempt(Look(walks=False, steps=tuple(order[:number])))
        if len(rows) > size:
            return rows
    return attempt(Look(walks=False))


WAYS = {"walk": walk, "gather": gather, "steps": step}
