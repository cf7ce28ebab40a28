"""How a race is run: everybody at the line, one shot, everybody's end noted."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pytest

from marketplace.cli.ledger import problems
from marketplace.foundation.db import door, session
from tests.conftest import sweep_out
from tests.sandbox_companies import bank, company

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["HANDS", "Run", "again", "bank", "company", "kinds", "race", "rounds"]

Run = Callable[..., list[Any]]
HANDS = 8


@pytest.fixture
def rounds() -> int:
    """How often each race is run: a few times in `make test`, 200 in `make chaos`."""
    return int(os.environ.get("RACE_ROUNDS", "8"))


@pytest.fixture
def race(house: Flask) -> Run:
    """Run the given moves at once, each in its own thread, app context and transaction.

    Returns what each returned, or the exception it ended with.
    """

    def run(*moves: Callable[[], Any]) -> list[Any]:
        session.rollback()
        line = threading.Barrier(len(moves))
        ends: list[Any] = [None] * len(moves)

        def go(place: int, move: Callable[[], Any]) -> None:
            with house.app_context():
                session.connection()  # the connection is made before the shot
                line.wait()
                try:
                    with door():
                        ends[place] = move()
                except Exception as error:  # noqa: BLE001 -- how it ended is what we look at
                    ends[place] = error

        runners = [threading.Thread(target=go, args=(place, move)) for place, move in enumerate(moves)]
        for runner in runners:
            runner.start()
        for runner in runners:
            runner.join(30)
        session.rollback()
        session.expire_all()
        return ends

    return run


def kinds(ends: Sequence[Any]) -> dict[str, int]:
    """Count how the racers ended: `done`, or the name of what stopped them."""
    found: dict[str, int] = {}
    for end in ends:
        name = type(end).__name__ if isinstance(end, Exception) else "done"
        found[name] = found.get(name, 0) + 1
    return found


def again(rounds: int) -> Iterator[int]:
    """Give each round an empty house, and look at the books of the one before."""
    for number in range(rounds):
        yield number
        assert problems() == []
        sweep_out()
