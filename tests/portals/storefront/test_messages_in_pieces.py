"""A number sent in two messages is one number: the two are read together."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from marketplace.domains.messaging.models import Message
from marketplace.foundation import clock
from marketplace.foundation.db import session
from tests import cast
from tests.client import Client
from tests.factories import used
from tests.factories.talking import say, talk


def test_a_number_sent_in_pieces_is_hidden_with_what_was_sent_before(client: Client) -> None:
    ming, mei = cast.person(), used.seller()
    what = used.listing(of=mei)
    found = talk(ming, what, "Does the BCD-206STPA fit 540x540x1670?")
    say(found, ming.id, "138 0013")
    client.as_(mei)
    client.get(f"/messages/{found.number}").says("138 0013", "BCD-206STPA", "540x540x1670")
    say(found, mei.id, "Yes. 1299 元")
    say(found, ming.id, "8000")
    client.get(f"/messages/{found.number}").hides("138 0013", "8000").says(
        "BCD-206STPA", "1299 元", "hidden until"
    )
    client.get("/messages").hides("8000").says("•••")
    say(found, ming.id, "1299 is fine")
    client.get(f"/messages/{found.number}").says("1299 is fine").hides("8000")


def test_pieces_sent_to_two_people_or_on_two_days_are_no_number(client: Client) -> None:
    ming, mei, lan = cast.person(), used.seller(), used.seller("Lan")
    one, other = talk(ming, used.listing(of=mei), "138 0013"), talk(ming, used.listing(of=lan), "8000")
    with clock.travel(timedelta(hours=2)):
        say(one, ming.id, "8001")
    session.rollback()
    assert session.scalars(select(Message.hides).order_by(Message.id)).all() == [False, False, False]
    assert other.id != one.id


def test_pieces_sent_to_one_person_about_two_things_are_a_number(client: Client) -> None:
    ming, mei = cast.person(), used.seller()
    talk(ming, used.listing(of=mei), "138 0013")
    talk(ming, used.listing(of=mei), "8000")
    session.rollback()
    assert session.scalars(select(Message.hides)).all() == [True, True]
