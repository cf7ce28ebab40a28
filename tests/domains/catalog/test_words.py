from __future__ import annotations

from decimal import Decimal

import pytest

from marketplace.domains.catalog.search.measures import Bound, measures_in, take_bounds
from marketplace.domains.catalog.search.spelling import is_one_edit_away, stubs
from marketplace.domains.catalog.search.words import fold, index_words, model_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("206升三门", {"206", "206l", "升", "三", "门", "升三", "三门"}),
        ("Fridges ２００ Ｌ", {"fridge", "200", "200l", "l"}),
        ("1.50 匹", {"1.5hp", "匹"}),
        ("Düsseldorf", {"dusseldorf"}),
    ],
)
def test_text_becomes_words(text: str, expected: set[str]) -> None:
    assert expected <= index_words(text)


@pytest.mark.parametrize("asked", ["bcd206", "bcd", "206", "tasj", "206tasj", "bcd206tasj"])
def test_a_model_is_found_whole_and_by_part(asked: str) -> None:
    assert asked in set(model_words(fold("BCD-206TASJ")))


@pytest.mark.parametrize(
    ("text", "word"),
    [("200 l", "200l"), ("200升", "200l"), ("10 公斤", "10kg"), ("55英寸", "55in"),
        ("38分贝", "38db"), ("3 doors", "3door")],
)  # fmt: skip
def test_a_measure_is_one_word_however_written(text: str, word: str) -> None:
    assert list(measures_in(fold(text))) == [word]


@pytest.mark.parametrize(
    ("query", "bound"),
    [
        ("200升以上", Bound("l", Decimal(200), None)),
        ("under 300 l", Bound("l", None, Decimal(300))),
        ("200-300 l", Bound("l", Decimal(200), Decimal(300))),
        ("不超过10公斤", Bound("kg", None, Decimal(10))),
    ],
)
def test_limits_are_understood(query: str, bound: Bound) -> None:
    assert take_bounds(fold(query))[1] == [bound]


def test_a_plain_measure_is_no_limit() -> None:
    assert take_bounds("fridge 200 l") == ("fridge 200 l", [])


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("samsnug", "samsung", True),
        ("kenmre", "kenmore", True),
        ("haierr", "haier", True),
        ("haler", "haier", True),
        ("haier", "haier", False),
        ("abcd", "bcda", False),
        ("gree", "gas", False),
    ],
)
def test_one_letter_is_one_letter(one: str, other: str, near: bool) -> None:
    assert is_one_edit_away(one, other) is near
    assert is_one_edit_away(other, one) is near
    assert not near or set(stubs(one)) & set(stubs(other))
