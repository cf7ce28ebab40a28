"""What people type as contacts, and the account's verbs as tables."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from marketplace.domains.accounts.contacts import Contact, read_contact
from marketplace.domains.accounts.events import PersonRegistered
from marketplace.domains.accounts.jobs import forget_ended
from marketplace.domains.accounts.models import OneTimeCode, WebSession
from marketplace.domains.accounts.proofs.ask_code import ask_code
from marketplace.domains.accounts.proofs.send_codes import LEASE, send_codes
from marketplace.domains.accounts.register import register
from marketplace.domains.accounts.suspend import restore, suspend
from marketplace.foundation import actors, clock, ids
from marketplace.foundation.db import door, session
from marketplace.foundation.outbox import OutboxFact
from marketplace.foundation.refusals import Refused, Stale
from marketplace.foundation.states import StateChange
from marketplace.gateways import mailer
from marketplace.gateways.mailer import MailFailed
from tests import cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from marketplace.gateways.mailer import Mail

MAIL = Contact("email", "ming@example.test")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Ming@Example.TEST ", "ming@example.test"),
        ("ｍｉｎｇ＠ｅｘａｍｐｌｅ．ｔｅｓｔ", "ming@example.test"),
        ("o'neil+shop@mail.example.co", "o'neil+shop@mail.example.co"),
        ("138 0013 8000", "+8613800138000"),
        ("１３８００１３８０００", "+8613800138000"),
        ("+86-138-0013-8000", "+8613800138000"),
        ("0086 13800138000", "+8613800138000"),
        ("+1 202-555-0123", "+12025550123"),
        ("+49 1512 3456789", "+4915123456789"),
    ],
)
def test_contacts_have_one_spelling(typed: str, kept: str) -> None:
    assert read_contact(typed).value == kept


@pytest.mark.parametrize(
    "typed",
    ["", "ming", "@b.test", "a@b", "a@-b.test", "a..b@c.test", "a b@c.test", "a@b.c\nBcc: x", "12345", "010 1234 5678",
     "+4930123456", "a" * 65 + "@b.test", "a@" + "b" * 250 + ".test", "<a@b.test>", "+86 138 0013 80001"],
)  # fmt: skip
def test_what_is_no_contact(typed: str) -> None:
    with pytest.raises(Refused):
        read_contact(typed)


def test_masked_contacts_give_little_away() -> None:
    assert MAIL.masked == "m•••@example.test"
    assert Contact("phone", "+8613800138000").masked == "+86 ••• 8000"


class Broken:
    """A mailer whose server is away, then back."""

    def __init__(self) -> None:
        self.away, self.mails = True, list[str]()

    def send(self, mail: Mail) -> None:
        if self.away:
            raise MailFailed("away")
        self.mails.append(mail.body)


@pytest.fixture
def broken(house: Flask) -> Iterator[Broken]:
    real, box = mailer.current(), Broken()
    mailer.use(box)
    yield box
    mailer.use(real)


def test_a_code_that_could_not_be_sent_is_sent_later_and_then_forgotten(house: Flask, broken: Broken) -> None:
    with door():
        code = ask_code(contact=MAIL, purpose="sign_in", language="zh", at=clock.now())
        assert code.sealed
    assert send_codes() == 0
    broken.away = False
    assert send_codes() == 0  # the lease of the first try runs
    with clock.travel(LEASE * 2):
        assert send_codes() == 1
        assert send_codes() == 0
    assert "验证码" in broken.mails[0]
    session.rollback()
    row = session.scalars(select(OneTimeCode)).one()
    assert (row.sealed, row.send_at) == (None, None)


def test_a_code_nobody_can_use_is_not_sent(house: Flask, broken: Broken) -> None:
    with door():
        ask_code(contact=MAIL, purpose="sign_in", language="en", at=clock.now())
    broken.away = False
    with clock.travel(timedelta(minutes=11)):
        assert send_codes() == 0


def test_one_contact_opens_one_account(house: Flask) -> None:
    with door():
        who = register(contact=MAIL, name="Ming", language="en", at=clock.now())
    facts = session.scalars(
        select(OutboxFact.payload).where(OutboxFact.name == PersonRegistered.__name__)
    ).all()
    assert facts == [{"person_id": who.id}]
    with pytest.raises(Stale):
        register(contact=MAIL, name="Other", language="en", at=clock.now())
    session.rollback()


def test_a_suspended_person_has_no_session_and_it_is_written_who_and_why(house: Flask) -> None:
    who, ada = cast.person(), cast.admin()
    now, act = clock.now(), actors.person(ada.id, "admin")
    session.add(
        WebSession(
            token_hash=b"x", public_id="x", person_id=who.id, created_at=now, seen_at=now, expires_at=now
        )
    )
    session.commit()
    with door():
        assert suspend(person=who, why="spam", actor=act, at=now)
        assert not suspend(person=who, why="again", actor=act, at=now)
    assert session.execute(select(func.count()).select_from(WebSession)).scalar_one() == 0
    line = session.scalars(select(StateChange).where(StateChange.subject == "person")).one()
    assert (line.was, line.became, line.actor_id, line.why) == ("active", "suspended", ada.id, "spam")
    with pytest.raises(Refused):
        suspend(person=ada, why="oops", actor=act, at=now)
    with door():
        assert restore(person=who, why="mistake", actor=act, at=now)
    assert who.is_active


def test_what_is_over_is_forgotten(house: Flask) -> None:
    now = clock.now()
    for name, expires in (("old", now - timedelta(hours=1)), ("new", now + timedelta(hours=1))):
        session.add(
            WebSession(
                token_hash=ids.fingerprint(name),
                public_id=name,
                created_at=now,
                seen_at=now,
                expires_at=expires,
            )
        )
    ask_code(contact=MAIL, purpose="sign_in", language="en", at=now).created_at -= timedelta(days=3)
    session.commit()
    assert forget_ended() == 2
    assert session.scalars(select(WebSession.public_id)).all() == ["new"]
