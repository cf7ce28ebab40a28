"""A change is read word by word, in both scripts."""

from __future__ import annotations

from typing import Any

import pytest

from marketplace.portals.admin.moderation.sides import LONGEST, sides


@pytest.mark.parametrize(
    ("now", "wished", "gone", "come"),
    [
        ("Runs well. No dents.", "Runs very well. No dents.", [], [" very"]),
        ("功能正常，欢迎试机。", "功能正常，可送货。", ["欢迎试机"], ["可送货"]),
        ("", "New", ["–"], ["New"]),
        (["pickup"], ["pickup", "delivery"], [], ["delivery\n"]),
        (
            {"cools": "pass", "door": "pass"},
            {"cools": "pass", "door": "fail"},
            ["door: pass\n"],
            ["door: fail\n"],
        ),
        ({"list": []}, {"list": [{"kind": "dent", "words": "left", "photo": ""}]}, [], ["dent, left\n"]),
        ({}, {"a": 1}, ["–"], ["a: 1\n"]),
        (None, 5, ["–"], ["5\n"]),
    ],
)
def test_only_what_differs_is_marked(now: Any, wished: Any, gone: list[str], come: list[str]) -> None:
    left, right = sides(now, wished)
    assert [words for words, differs in left if differs] == gone
    assert [words for words, differs in right if differs] == come


def test_nothing_is_lost() -> None:
    now, wished = "Bought 2021, 买来 two years.", "Bought 2022; 买 two years!"
    left, right = sides(now, wished)
    assert ("".join(words for words, _ in left), "".join(words for words, _ in right)) == (now, wished)


def test_what_is_too_long_stands_whole() -> None:
    assert sides("a " * LONGEST, "b") == ([("a " * LONGEST, True)], [("b", True)])
