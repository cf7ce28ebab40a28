"""Models that were called back: entered once, found however they are spelled, ended."""

from __future__ import annotations

import pytest

from marketplace.domains.listings.models import Recall
from marketplace.domains.listings.queries import find_recall, recalls
from marketplace.domains.listings.recalls.enter import end_recall, recall
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door
from marketplace.foundation.refusals import Missing, Refused

STAFF = actors.person(1, "admin")
pytestmark = pytest.mark.usefixtures("house")


def enter(brand: str = "Haier 海尔", model: str = "BCD-206", why: str = "Fire") -> Recall:
    with door():
        return recall(brand=brand, model=model, about={"en": why}, source="", actor=STAFF, at=clock.now())


@pytest.mark.parametrize(
    ("brand", "model", "found"),
    [
        ("Haier 海尔", "BCD-206WD", True), ("haier海尔", "bcd 206", True), ("Haier 海尔", "BCD-20", False),
        ("Haier 海尔", "XBCD-206", False), ("Midea", "BCD-206", False), ("", "", False), ("Haier 海尔", "%", False),
    ],
)  # fmt: skip
def test_found_however_it_is_spelled(brand: str, model: str, *, found: bool) -> None:
    enter()
    assert (find_recall(brand, model) is not None) is found


def test_entered_twice_it_is_one_and_the_newer_words_count() -> None:
    first, again = enter(why="Fire"), enter(model="bcd 206", why="Leaks")
    assert (first.id, again.about) == (again.id, {"en": "Leaks"})


def test_ended_it_holds_no_more_until_it_is_entered_again() -> None:
    row = enter()
    with door():
        end_recall(recall_id=row.id, actor=STAFF, at=clock.now())
        end_recall(recall_id=row.id, actor=STAFF, at=clock.now())
    assert find_recall("Haier 海尔", "BCD-206") is None
    enter()
    assert find_recall("Haier 海尔", "BCD-206") is not None
    with pytest.raises(Missing):
        end_recall(recall_id=0, actor=STAFF, at=clock.now())


@pytest.mark.parametrize("wrong", [{"brand": "--"}, {"model": "B-"}, {"why": ""}])
def test_what_would_call_too_much_back_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(Refused):
        enter(**wrong)


def test_staff_find_an_entry_by_how_it_begins() -> None:
    enter()
    assert [len(recalls(q=q).rows) for q in ("", "BCD", "haier", "206")] == [1, 1, 1, 0]
