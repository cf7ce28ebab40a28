"""Ways to meet elsewhere are found however they are spelled; prices, years, models and sizes are not taken for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.foundation.contacts import HIDDEN, contacts_in, hide_contacts, hide_part, parts_in

REACH = [
    "call 13800138000",
    "１３８００１３８０００",
    "①③⑧⓪⓪①③⑧⓪⓪⓪",
    "❶❸❽⓿⓿❶❸❽⓿⓿⓿",
    "1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣",
    "١٣٨٠٠١٣٨٠٠٠",
    "138 0013 8000",
    "138-0013-8000",
    "一三八零零一三八零零零",
    "幺三八 零零 幺三八 零零零",
    "幺三八洞洞幺三八洞洞洞",
    "壹叁捌零零壹叁捌零零零",
    "one three eight zero zero one three eight zero zero zero",
    "one-three-eight-oh-oh-one-three-eight-oh-oh-oh",
    "onethreeeight zerozeroone three eight double zero 0",
    "138 double zero 138 triple zero",
    "yao san ba ling ling yao san ba ling ling ling",
    "138🔥0013🔥8000",
    "138OO138OOO",
    "l38 0013 8000",
    "1\u200b3\u200b8\u200b00138000",
    "+86 (138) 0013.8000",
    "021-5555 1234",
    "电话 5551234",
    "call me on 555-1234",
    "138 then 0013 and 8000",
    "138元0013元8000",
    "138*0013*8000",
    "tel13800138000",
    "+44 7700 900123",
    "(555) 123-4567",
    "ming@example.com",
    "ming (at) example (dot) com",
    "ming at example dot com",
    "ming＠example．com",
    "https://shop.example/x",
    "see www.example.com",
    "my-shop.com/fridge",
    "myfridges.shop",
    "myfridges点com",
    "加微信 ming_2020",
    "vx：abcd1234",
    "v信abcd1234",
    "my WeChat is ming_2020",
    "我的微信是mingming",
    "QQ 12345",
    "whatsapp: ming2020",
    "wеchаt ming2020",  # two of its letters are Cyrillic
    "微信号 mingmei",
    "1 3 8 0 0 1 3 8 0 0 0",
    "138.0013.8000",
    "1\u200b3\u200b8\u200b0\u200b0\u200b1\u200b3\u200b8\u200b0\u200b0\u200b0",
]
REACH_NOBODY = [
    "2,899.00 is my last price",
    "BCD-206WDPG, bought in 2021",
    "BCD-206STPA",
    "1299 元",
    "1299元还是1199元",
    "540x540x1670",
    "540*540*1670 mm",
    "540×540×1670",
    "1670×540×1000",
    "60 × 65 × 178 cm, 206 L",
    "W540 D540 H1670",
    "Can you come on 2026-11-28 at 10:30?",
    "2026-11-28 10:30",
    "28/11/2026 18:00",
    "2026年11月28日 10点30",
    "20261128",
    "2018-2019",
    "bought 2018/2019, warranty 2021-2024",
    "1299, 1399",
    "1299/1399/1499",
    "¥2,899.00 - ¥3,199.00",
    "XQG100-14366",
    "KFR-35GW/26-1",
    "32PFL5604/12",
    "220-240 V ~ 50 Hz",
    "220V 50Hz 1400 rpm 8 kg",
    "二十一号上午十点可以来吗？",
    "三台都要，一共多少钱？",
    "Is it still there? The compressor is online rated A++.",
    "Meet me at ten. Bring cash.",
    "Come at noon. Please ring",
    "See you at home. Thanks",
    "Can I pay with WeChat payment?",
    "微信付款1299可以吗",
    "Is WeChat fine?",
    "good.top condition",
    "The line at the door is dry.",
    "",
    "10:30-11:30 or 18:00-20:00",
    "1599 or 1499, 1399 at most",
    "3楼 302, 1单元 no lift",
    "serial plate says 206 L, 0.65 kWh/24h, 52 g R600a",
    "paid 180 for delivery, 1299 for the fridge, 1500 new",
    "someone like it",
    "O-1KQ8ZV-7F3K9Q",
    "two of three shelves, one drawer",
    "it has 1 door, 2 shelves, 3 drawers, 4 feet, 5 lamps",
    "1500 1000 950",
    "Come Mon 10-12, Tue 14-16, Wed 18-20",
]
TOGETHER = [
    (["138 0013", "8000"], {0, 1}),
    (["138", "0013", "8000"], {0, 1, 2}),
    (["first part: 138 0013", "is it quiet?", "and then 8000"], {0, 2}),
    (["my number starts 138 1234", "then 5678"], {0, 1}),
    (["13", "80", "01", "38", "00", "0"], {0, 1, 2, 3, 4, 5}),
    (["一三八零零", "一三八零零零"], {0, 1}),
    (["①③⑧", "⓪⓪①③⑧⓪⓪⓪"], {0, 1}),
    (["one three eight zero zero", "one three eight zero zero zero"], {0, 1}),
    (["call 0755", "2345 6789"], {0, 1}),
    (["加微信", "ming_2020"], {0, 1}),
    (["ming@", "example.com"], {0, 1}),
    (["ming at example", "dot com"], {0, 1}),
    (["Is it still there?", "1299 元?"], set()),
    (["1299", "1199", "999"], set()),
    (["1500", "1000", "950"], set()),
    (["180 for delivery", "1299 for it", "1500 when it was new"], set()),
    (["BCD-206STPA", "540x540x1670", "1299 元"], set()),
    (["10:30", "13:00", "2026-11-28"], set()),
    (["made 2018", "bought 2019", "last price 1299"], set()),
]


@pytest.mark.parametrize("words", REACH)
def test_ways_to_meet_elsewhere_are_found(words: str) -> None:
    hidden = hide_contacts(words)
    assert contacts_in(words)
    assert HIDDEN in hidden
    assert not contacts_in(hidden)
    assert not any(letter.isdigit() for letter in hidden), "part of it is still there"


@pytest.mark.parametrize("words", REACH_NOBODY)
def test_what_people_haggle_about_is_not(words: str) -> None:
    assert contacts_in(words) == []
    assert hide_contacts(words) == words


@pytest.mark.parametrize(("said", "parts"), TOGETHER)
def test_what_reaches_somebody_in_pieces_is_found_together(said: list[str], parts: set[int]) -> None:
    assert parts_in(said) == parts
    for n in parts:
        assert HIDDEN in hide_part(said[n])
        assert not any(letter.isdigit() for letter in hide_part(said[n]))


def test_a_part_without_digits_is_hidden_whole() -> None:
    assert hide_part("加微信") == HIDDEN


@given(st.text(max_size=200))
def test_what_is_hidden_stays_hidden(words: str) -> None:
    assert len(contacts_in(words)) == hide_contacts(words).count(HIDDEN) - words.count(HIDDEN)


@given(st.lists(st.text(max_size=30), max_size=5))
def test_pieces_are_found_in_whatever_is_said(said: list[str]) -> None:
    assert parts_in(said) <= set(range(len(said)))
    for words in said:
        assert hide_part(words)
