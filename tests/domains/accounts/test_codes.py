"""A code works where it was asked for; what strangers use up is not the owner's."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from marketplace.domains.accounts.contacts import Contact
from marketplace.domains.accounts.proofs.ask_code import (
    MOST_AN_HOUR,
    MOST_FROM_ANYWHERE,
    MOST_WRONG_A_DAY,
    MOST_WRONG_FROM_ANYWHERE,
    SEALED_AS,
    Asker,
    ask_code,
)
from marketplace.domains.accounts.proofs.try_code import MOST_TRIES, try_code
from marketplace.foundation import clock, seal
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Refused

if TYPE_CHECKING:
    from flask import Flask

MAIL = Contact("email", "ming@example.test")
HOME = Asker(network="net:192.0.2.1", known=True)
CAFE = Asker(network="net:203.0.113.9")


def ask(at: datetime, asker: Asker = CAFE, purpose: str = "sign_in") -> tuple[int, str]:
    row = ask_code(contact=MAIL, purpose=purpose, language="en", asker=asker, at=at)
    return row.id, seal.unseal(row.sealed or "", SEALED_AS)


def attempt(code_id: int | None, typed: str, at: datetime) -> str:
    return try_code(code_id=code_id, contact=MAIL, purpose="sign_in", typed=typed, at=at)


def test_a_session_asks_again_after_a_minute_and_its_first_code_ends(house: Flask) -> None:
    at = clock.now()
    first, digits = ask(at)
    again = Asker(network=CAFE.network, last=first)
    with pytest.raises(Refused, match="on its way"):
        ask(at + timedelta(seconds=5), again)
    ask(at + timedelta(seconds=61), again)
    assert attempt(first, digits, at + timedelta(seconds=62)) == "over"
    session.rollback()


def test_a_network_asks_so_often_an_hour(house: Flask) -> None:
    at = clock.now()
    for n in range(MOST_AN_HOUR()):
        ask(at + timedelta(minutes=n))
    with pytest.raises(Refused, match="Too many"):
        ask(at + timedelta(minutes=8))
    ask(at + timedelta(minutes=8), HOME)
    ask(at + timedelta(minutes=75))
    session.rollback()


def test_guessing_ends_a_networks_codes_for_the_day(house: Flask) -> None:
    at = clock.now()
    for n in range(MOST_WRONG_A_DAY() // MOST_TRIES):
        code_id, _ = ask(at + timedelta(hours=2 * n))
        for _ in range(MOST_TRIES):
            attempt(code_id, "x", at + timedelta(hours=2 * n))
    later = at + timedelta(hours=13)
    with pytest.raises(Refused, match="Too many"):
        ask(later)
    code_id, digits = ask(later, HOME)
    assert attempt(code_id, digits, later) == "good"
    session.rollback()


def test_many_networks_together_are_stopped_but_not_the_owner_at_home(house: Flask) -> None:
    at = clock.now()
    for n in range(MOST_FROM_ANYWHERE()):
        ask(at, Asker(network=f"net:198.51.100.{n}"))
    with pytest.raises(Refused, match="Too many"):
        ask(at, Asker(network="net:203.0.113.200"))
    code_id, digits = ask(at, HOME)
    assert attempt(code_id, digits, at) == "good"
    session.rollback()


def test_wrong_tries_of_many_networks_add_up(house: Flask) -> None:
    at = clock.now()
    for n in range(MOST_WRONG_FROM_ANYWHERE() // MOST_TRIES):
        code_id, _ = ask(at + timedelta(minutes=3 * n), Asker(network=f"net:198.51.100.{n}"))
        for _ in range(MOST_TRIES):
            attempt(code_id, "x", at + timedelta(minutes=3 * n))
    later = at + timedelta(hours=5)
    with pytest.raises(Refused, match="Too many"):
        ask(later)
    ask(later, HOME)
    session.rollback()


def test_a_code_of_another_session_contact_or_purpose_is_over(house: Flask) -> None:
    at = clock.now()
    mine, digits = ask(at)
    theirs, _ = ask(at)
    assert attempt(theirs, digits, at) in ("wrong", "good")  # one in a million
    assert attempt(None, digits, at) == "over"
    other = Contact("email", "wei@example.test")
    assert try_code(code_id=mine, contact=other, purpose="sign_in", typed=digits, at=at) == "over"
    assert try_code(code_id=mine, contact=MAIL, purpose="proof", typed=digits, at=at) == "over"
    assert attempt(mine, digits, at) == "good"
    session.rollback()
