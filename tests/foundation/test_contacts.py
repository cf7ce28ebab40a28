"""Ways to meet elsewhere are found however they are spelled; prices, years, models and sizes are not taken for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.foundation.contacts import HIDDEN, contacts_in, hide_contacts


@pytest.mark.parametrize(
    "words",
    [
        "call 13800138000",
        "１３８００１３８０００",
        "138 0013 8000",
        "138-0013-8000",
        "一三八零零一三八零零零",
        "幺三八 零零 幺三八 零零零",
        "1\u200b3\u200b8\u200b0\u200b0\u200b1\u200b3\u200b8\u200b0\u200b0\u200b0",
        "+86 (138) 0013.8000",
        "021-5555 1234",
        "ming@example.com",
        "ming (at) example (dot) com",
        "ming＠example．com",
        "https://shop.example/x",
        "see www.example.com",
        "my-shop.com/fridge",
        "加微信 ming_2020",
        "vx：abcd1234",
        "v信abcd1234",
        "my WeChat is ming_2020",
        "QQ 12345",
        "whatsapp: ming2020",
        "wеchаt ming2020",  # two of its letters are Cyrillic
    ],
)
def test_ways_to_meet_elsewhere_are_found(words: str) -> None:
    assert contacts_in(words)
    assert HIDDEN in hide_contacts(words)
    assert not contacts_in(hide_contacts(words))


@pytest.mark.parametrize(
    "words",
    [
        "2,899.00 is my last price",
        "BCD-206WDPG, bought in 2021",
        "60 × 65 × 178 cm, 206 L",
        "Can you come on 2026-11-28 at 10:30?",
        "二十一号上午十点可以来吗？",
        "三台都要，一共多少钱？",
        "Is it still there? The compressor is online rated A++.",
        "The line at the door is dry.",
        "",
    ],
)
def test_what_people_haggle_about_is_not(words: str) -> None:
    assert contacts_in(words) == []
    assert hide_contacts(words) == words


@given(st.text(max_size=200))
def test_what_is_hidden_stays_hidden(words: str) -> None:
    assert len(contacts_in(words)) == hide_contacts(words).count(HIDDEN) - words.count(HIDDEN)
