"""The shelf of kept pages by itself: how old, how many makers, who leaves first."""

from __future__ import annotations

import threading
import time

import pytest

from marketplace.web import pages
from marketplace.web.pages import Kept, Shelf


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def kept(body: str = "x") -> Kept:
    return Kept("200 OK", [("Content-Type", "text/html")], body.encode())


def test_a_page_is_never_over_five_seconds_old() -> None:
    clock, key = Clock(), ("k",)
    shelf = Shelf(clock=clock)
    first = shelf.fill(key, kept)
    clock.now += 2.9
    assert shelf.fresh(key) is first
    clock.now += 0.2
    assert shelf.fresh(key) is None, "past three seconds somebody makes it anew"
    clock.now += 2
    assert shelf.fresh(key) is None


def test_its_age_counts_from_before_it_was_made() -> None:
    clock, key = Clock(), ("k",)
    shelf = Shelf(clock=clock)

    def slowly() -> Kept:
        clock.now += 4.9
        return kept()

    shelf.fill(key, slowly)
    clock.now += 0.2
    assert shelf.fresh(key) is None


def test_one_makes_it_and_the_others_wait_and_share() -> None:
    shelf, key, calls = Shelf(), ("k",), []
    answers: list[Kept] = []

    def slowly() -> Kept:
        calls.append(1)
        time.sleep(0.1)
        return kept()

    threads = [threading.Thread(target=lambda: answers.append(shelf.fill(key, slowly))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(calls) == 1
    assert len({id(page) for page in answers}) == 1


def test_a_maker_that_fails_holds_up_nobody() -> None:
    shelf, key = Shelf(), ("k",)

    def fails() -> Kept:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        shelf.fill(key, fails)
    assert shelf.fill(key, kept).body == b"x"


def test_the_least_lately_read_leave_first() -> None:
    shelf = Shelf(most_bytes=3 * kept("x" * 1000).weight)
    for name in "abc":
        shelf.fill((name,), lambda: kept("x" * 1000))
    shelf.fresh(("a",))
    shelf.fill(("d",), lambda: kept("x" * 1000))
    assert shelf.fresh(("b",)) is None
    assert shelf.fresh(("a",)) is not None
    assert shelf._bytes <= shelf._most


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        ("404 NOT FOUND", []),
        ("200 OK", [("Set-Cookie", "a=b")]),
        ("200 OK", [("Cache-Control", "no-store")]),
        ("200 OK", [("Cache-Control", "private")]),
    ],
)
def test_only_plain_pages_stay(status: str, headers: list[tuple[str, str]]) -> None:
    shelf = Shelf()
    shelf.fill(("k",), lambda: Kept(status, [("Content-Type", "text/html"), *headers], b"x"))
    assert shelf.fresh(("k",)) is None
    assert pages.FRESH_SECONDS == 5.0
