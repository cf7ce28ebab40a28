"""Eight at once: one code, one app code, one contact, one fact, one batch of mail; each is good for one."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

import pyotp
from sqlalchemy import func, select

from marketplace.domains.accounts.addresses.save import Place, save
from marketplace.domains.accounts.contacts import Contact
from marketplace.domains.accounts.models import Address, OneTimeCode, Person
from marketplace.domains.accounts.proofs.ask_code import SEALED_AS, ask_code
from marketplace.domains.accounts.proofs.second_step import pass_second_step
from marketplace.domains.accounts.proofs.try_code import try_code
from marketplace.domains.accounts.register import register
from marketplace.domains.notifications.deliver import deliver
from marketplace.domains.notifications.models import Delivery, Notice
from marketplace.domains.notifications.tell import tell
from marketplace.foundation import clock, seal
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Stale
from marketplace.gateways import mailer
from tests import cast

if TYPE_CHECKING:
    from flask import Flask

    from marketplace.gateways.mailer import Mail
    from tests.races.conftest import Run

EIGHT = 8


def asked(contact: Contact) -> tuple[int, str]:
    """Return the id and the digits of a code asked for just now."""
    with door():
        row = ask_code(contact=contact, purpose="sign_in", language="en", at=clock.now())
        return row.id, seal.unseal(row.sealed or "", SEALED_AS)


def attempt(contact: Contact, code_id: int, typed: str) -> str:
    return try_code(code_id=code_id, contact=contact, purpose="sign_in", typed=typed, at=clock.now())


def test_one_code_lets_one_in(house: Flask, race: Run, rounds: int) -> None:
    for turn in range(rounds):
        contact = Contact("email", f"race{turn}@example.test")
        code_id, digits = asked(contact)
        ends = race(*[partial(attempt, contact, code_id, digits)] * EIGHT)
        assert Counter(ends) == {"good": 1, "over": 7}


def test_five_wrong_tries_are_five_however_many_at_once(house: Flask, race: Run, rounds: int) -> None:
    for turn in range(rounds):
        contact = Contact("email", f"guess{turn}@example.test")
        code_id, _ = asked(contact)
        race(*[partial(attempt, contact, code_id, "x")] * EIGHT)
        tries = session.execute(
            select(OneTimeCode.tries).where(OneTimeCode.contact == contact.value)
        ).scalar_one()
        assert tries == 5


def test_one_app_code_lets_one_in(house: Flask, race: Run, rounds: int) -> None:
    secret = pyotp.random_base32()
    for _ in range(rounds):
        who = cast.person(totp_secret=seal.seal(secret, "second step"))
        now = clock.now()
        typed = pyotp.TOTP(secret).at(now)

        def go(person_id: int = who.id, typed: str = typed) -> bool:
            return pass_second_step(person=session.get_one(Person, person_id), typed=typed, at=clock.now())

        assert Counter(race(*[go] * EIGHT)) == {True: 1, False: 7}


def test_one_contact_opens_one_account(house: Flask, race: Run, rounds: int) -> None:
    for turn in range(rounds):
        contact = Contact("phone", f"+861380001{turn:04}")

        def go(contact: Contact = contact) -> int:
            return register(contact=contact, name="Ming", language="en", at=clock.now()).id

        ends = race(*[go] * EIGHT)
        assert sorted(type(end).__name__ for end in ends) == sorted([Stale.__name__] * 7 + ["int"])


def test_one_fact_is_one_notice_and_one_mail(house: Flask, race: Run, rounds: int) -> None:
    mails: list[str] = []

    class Box:
        def send(self, mail: Mail) -> None:
            mails.append(mail.key)

    real = mailer.current()
    mailer.use(Box())
    try:
        for turn in range(rounds):
            who = cast.person().id

            def go(key: str = f"fact{turn}", who: int = who) -> bool:
                return tell(
                    person_id=who, kind="registered", params={"name": "x"}, link="", key=key, at=clock.now()
                )

            assert Counter(race(*[go] * EIGHT)) == {True: 1, False: 7}
            race(*[deliver] * EIGHT)
    finally:
        mailer.use(real)
    assert sorted(mails) == sorted(f"fact{turn}" for turn in range(rounds))
    assert session.execute(select(func.count()).select_from(Notice)).scalar_one() == rounds
    assert set(session.scalars(select(Delivery.state))) == {"sent"}


def test_eight_new_addresses_have_one_default(house: Flask, race: Run, rounds: int) -> None:
    place = Place(recipient="x", phone="+8613800138000", country="CN", street="x", division="310104")
    for _ in range(rounds):
        who = cast.person().id
        race(*[partial(save, person_id=who, place=place, at=clock.now(), default=True)] * EIGHT)
        mine = select(func.count()).where(Address.person_id == who)
        assert session.execute(mine).scalar_one() == EIGHT
        assert session.execute(mine.where(Address.is_default)).scalar_one() == 1
