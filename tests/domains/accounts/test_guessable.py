"""Whole families of passwords are refused by rule; what only its owner would think of passes."""

from __future__ import annotations

import pytest

from marketplace.domains.accounts.proofs.guessable import is_guessable

OWN = ("Ming Li", "ming.li@example.test", "+8613800138000")
TRIED_FIRST = {
    "walks": ("qwertyuiop", "1qaz2wsx", "zaq12wsx", "1q2w3e4r5t", "asdf1234", "!@#$%^&*", "147258369", "poiuytrewq"),
    "counting": ("12345678", "abcdefgh", "87654321", "abcd1234", "112233445566", "abc123abc123", "aaa11122"),
    "repeats": ("aaaaaaaaa", "abababab", "12312312", "wolfwolfwolf", "12341234"),
    "days": ("19901225", "25.12.1990", "1990-12-25", "20082008", "wang19901225"),
    "numbers": ("13912345678", "8613912345678", "5201314"),
    "words": ("password1", "P@ssw0rd!", "Summer2026", "iloveyou520", "woaini1314", "letmein!!", "dragonmonkey"),
    "this site": ("Coolspot2026!", "CoolSpot-1", "naliangkuai88", "哪凉快12345", "coolspotadmin"),
    "their own": ("ming ming", "MingLi123", "ming.li@example.test", "13800138000", "mingli!!", "li_ming_99"),
}  # fmt: skip


@pytest.mark.parametrize(
    "password", [one for family in TRIED_FIRST.values() for one in family], ids=lambda one: one
)
def test_what_is_tried_first_is_refused(password: str) -> None:
    assert is_guessable(password, own=OWN)


@pytest.mark.parametrize(
    "password",
    [
        "under the old oak",
        "a cool place to sit",
        "correct horse battery staple",
        "7yH#kq9Lm2",
        "k8d02hs1",
        "vier Gänse am Teich",
        "我家门口有三棵树",
        "the cat sat on the roof",
        "82719350461",
        "property-law",
        "Mingus and the lake",
    ],
)
def test_no_rule_of_composition_hides_in_it(password: str) -> None:
    assert not is_guessable(password, own=OWN)


def test_long_passwords_take_no_time() -> None:
    assert not is_guessable("the cat sat on " * 8 + "a roof"[:8], own=OWN * 20)
