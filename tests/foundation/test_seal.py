"""Sealed things open with their key and for their purpose only; others are woken by commits, never by rollbacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from marketplace.foundation import seal
from marketplace.foundation.db import after_commit, door, session

if TYPE_CHECKING:
    from flask import Flask


def test_what_is_sealed_opens_for_its_purpose_only(house: Flask) -> None:
    sealed = seal.seal("secret", "one")
    assert seal.unseal(sealed, "one") == "secret"
    assert seal.seal("secret", "one") != sealed
    for wrong in (sealed[:-4] + "AAAA", "", "nonsense", "é"):
        with pytest.raises(seal.Unsealable):
            seal.unseal(wrong, "one")
    with pytest.raises(seal.Unsealable):
        seal.unseal(sealed, "two")
    assert seal.keyed("a", "one") != seal.keyed("a", "two")


def test_others_are_woken_once_and_only_after_a_commit(house: Flask) -> None:
    woken: list[str] = []
    with door():
        after_commit("x", lambda: woken.append("first"))
        after_commit("x", lambda: woken.append("last"))
        with session.begin_nested():
            after_commit("y", lambda: woken.append("y"))
        assert woken == []
    assert woken == ["last", "y"]
    with pytest.raises(ZeroDivisionError):
        _break_off(woken)
    with door():
        pass
    assert woken == ["last", "y"]


def _break_off(woken: list[str]) -> None:
    with door():
        after_commit("x", lambda: woken.append("never"))
        raise ZeroDivisionError
