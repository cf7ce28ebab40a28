"""Forms keep what was typed, say what is wrong in the reader's language, and refuse what no keyboard types."""

from __future__ import annotations

from typing import Any

import pytest

from marketplace.web.fields import as_e164
from tests.client import Client

RIGHT = {
    "name": " Fridge ",
    "price": "2,899.00",
    "phone": "138 0013 8000",
    "amount": "3",
    "kind": "b",
    "day": "2026-11-28",
}


def test_what_is_typed_becomes_what_is_meant(visitor: Client) -> None:
    found = visitor.get("/trial/things").form("/trial/things").fill(RIGHT).submit().is_(200).json
    assert found["name"] == "Fridge"
    assert found["price"] == "289900"
    assert found["phone"] == "+8613800138000"
    assert found["replay_key"]


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("name", "", "Please fill this in."),
        ("name", "x" * 41, "Write at most 40 characters."),
        ("name", "a\x00b", "This holds characters we cannot keep."),
        ("notes", "\x1b[2J", "This holds characters we cannot keep."),
        ("notes", "x" * 10_001, "This is too long: at most 10000 characters."),
        ("price", "", "Please fill this in."),
        ("price", "cheap", "Write an amount, such as 2899.00."),
        ("price", "1.005", "Write an amount, such as 2899.00."),
        ("price", "NaN", "Write an amount, such as 2899.00."),
        ("price", "1e9", "Write an amount, such as 2899.00."),
        ("price", "1,000,000,000", "Choose an amount from 0.01 to 100000.00."),
        ("price", "-5", "Choose an amount from 0.01 to 100000.00."),
        ("phone", "12", "Write a phone number, such as 138 0013 8000."),
        ("amount", "many", "Write a whole number, such as 12."),
        ("amount", "9" * 5000, "Write a whole number, such as 12."),
        ("amount", "100", "Choose a number from 1 to 99."),
        ("kind", "c", "Choose one of these."),
        ("day", "2026-13-45", "Write a date as 2026-11-28."),
    ],
)
def test_each_mistake_has_its_sentence_and_keeps_what_was_typed(
    visitor: Client, name: str, typed: str, sentence: str
) -> None:
    page = visitor.post("/trial/things", {**RIGHT, name: typed}).is_(422).says(sentence)
    again = page.form("/trial/things").values
    others = [other for other in ("name", "price", "phone", "amount", "day") if other != name]
    assert [again[other] for other in others] == [[RIGHT[other].strip()] for other in others]
    if name in ("price", "phone", "amount", "day") and len(typed) < 100:
        assert again[name] == [typed]


def test_sentences_are_chinese_for_chinese_readers(visitor: Client) -> None:
    visitor.headers["Accept-Language"] = "zh-CN"
    visitor.post("/trial/things", {**RIGHT, "name": "", "amount": "many"}).is_(422).says(
        "请填写这一项。", "请填写整数"
    )


def test_an_empty_body_is_an_empty_form(visitor: Client) -> None:
    visitor.post("/trial/things", {}).is_(422).says("Please fill this in.")


def test_the_replay_key_stays_the_same_when_a_form_comes_back(visitor: Client) -> None:
    form = visitor.get("/trial/things").form("/trial/things")
    key = form.values["replay_key"]
    assert form.fill(name="").submit().is_(422).form("/trial/things").values["replay_key"] == key
    assert visitor.get("/trial/things").form("/trial/things").values["replay_key"] != key


def test_a_file_in_place_of_a_text_is_nothing_typed(visitor: Client) -> None:
    visitor.post("/trial/things", {**RIGHT, "name": (b"GIF89a", "x.gif")}).is_(422).says(
        "Please fill this in."
    )


@pytest.mark.parametrize("key", ["", "x" * 65])
def test_a_strange_replay_key_is_replaced(visitor: Client, key: str) -> None:
    assert visitor.post("/trial/things", {**RIGHT, "replay_key": key}).is_(200).json["replay_key"] not in (
        "",
        key,
    )


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("13800138000", "+8613800138000"),
        ("+44 20 7946 0958", "+442079460958"),
        ("010-6552 9988", "+861065529988"),
    ],
)
def test_phones(typed: str, number: Any) -> None:
    assert as_e164(typed) == number
