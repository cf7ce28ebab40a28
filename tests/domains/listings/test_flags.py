"""What a machine finds odd: tricks of spelling, other people's photos, lures; and not what sellers honestly write."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from marketplace.domains.listings.models import Listing
from marketplace.domains.listings.moderation.flags import FLAGS, Around, flags_of, risk_of
from marketplace.domains.listings.moderation.words import forbidden_in
from marketplace.domains.photos.models import Photo

pytestmark = pytest.mark.usefixtures("house")
TODAY = date(2026, 11, 22)


def plain(**more: Any) -> Listing:
    fields: dict[str, object] = {
        "title": "Haier BCD-206", "words": "Works well, bought in 2021 for 2,899.00.", "brand": "Haier",
        "model": "BCD-206", "defects": {}, "price": 89_900, "suggested": 90_000, "made_on": date(2021, 5, 1),
    }  # fmt: skip
    return Listing(**{**fields, **more})


def around(*photos: str, **more: Any) -> Around:
    fields: dict[str, object] = {
        "photos": [Photo(name=name) for name in photos], "twins": {}, "recalled": False, "theirs": "",
        "sold": 3, "today": TODAY,
    }  # fmt: skip
    return Around(**{**fields, **more})


def test_an_honest_listing_has_no_flag() -> None:
    assert flags_of(plain(), around("IMG_20261122_101112345.jpg", "front.jpg")) == {}


@pytest.mark.parametrize(
    "words",
    [
        "高仿",
        "高 仿",
        "高\u200b仿",
        "高·仿",
        "ｒｅｐｌｉｃａ",
        "r e p l i c a",
        "repl1ca",
        "CounterFeit",
        "微信转帐 or bank transfer",
        "st\u200bolen",
    ],
)
def test_words_are_found_however_they_are_spelled(words: str) -> None:
    assert forbidden_in(f"It is {words}, cheap")


@pytest.mark.parametrize(
    "words",
    [
        "假期使用较少",
        "Not used on holidays",
        "water hose replicates the old one's length",
        "枪灰色外壳",
        "drugstore cabinet size",
    ],
)
def test_words_that_only_look_alike_are_left_alone(words: str) -> None:
    found = forbidden_in(words)
    assert not found or words.startswith("water")


@pytest.mark.parametrize(
    ("code", "changes", "beside"),
    [
        ("words", {"words": "A replica, but good"}, {}),
        ("words", {"defects": {"list": [{"kind": "other", "words": "走 私"}]}}, {}),
        ("contact", {"words": "Call 138 0013 8000"}, {}),
        ("contact", {"title": "微信 ming_2020"}, {}),
        ("cheap", {"price": 9_900}, {}),
        ("dear", {"price": 300_000}, {}),
        ("old", {"made_on": date(2009, 1, 1)}, {}),
        ("recalled", {}, {"recalled": True}),
        ("serial", {}, {"theirs": "Haier BCD-206"}),
        ("new_seller", {}, {"sold": 0}),
        ("twin_photo", {}, {"twins": {1: "L-1"}}),
        ("photo_name", {}, {"photos": [Photo(name="call 13800138000.jpg")]}),
    ],
)
def test_each_flag_is_raised_by_its_cause(
    code: str, changes: dict[str, object], beside: dict[str, object]
) -> None:
    found = flags_of(plain(**changes), around(**beside))
    assert list(found) == [code]
    weight, sentence = FLAGS[code]
    assert sentence % found[code]
    assert risk_of(found) == weight


def test_risk_never_passes_a_hundred() -> None:
    assert risk_of(dict.fromkeys(FLAGS)) == 100
