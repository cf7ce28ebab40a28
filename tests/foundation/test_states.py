"""State moves only through its table, once, with a line of history."""

from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace.domains.payments.models import Payment
from marketplace.domains.payments.states import PAYMENT
from marketplace.foundation import clock
from marketplace.foundation.actors import PROVIDER, SYSTEM
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Stale
from marketplace.foundation.states import StateChange, advance
from tests import cast


@pytest.fixture
def payment(house: Flask) -> Payment:
    who = cast.person()
    row = Payment(
        number="P-1",
        reference="C-1",
        payer_id=who.id,
        amount=5,
        currency="CNY",
        expires_at=clock.now(),
        created_at=clock.now(),
    )
    with door():
        session.add(row)
    return row


def test_a_move_and_its_replay(payment: Payment) -> None:
    with door():
        assert advance(payment, PAYMENT, "open", actor=SYSTEM, at=clock.now())
        assert not advance(payment, PAYMENT, "open", actor=SYSTEM, at=clock.now())
    assert payment.state == "opened"
    history = session.scalars(select(StateChange).where(StateChange.subject == "payment")).all()
    assert [(h.was, h.verb, h.became, h.actor_kind) for h in history] == [
        ("intended", "open", "opened", "system")
    ]


def test_an_unlawful_move_is_refused_with_its_sentence(payment: Payment) -> None:
    with door():
        advance(payment, PAYMENT, "expire", actor=SYSTEM, at=clock.now())
    with pytest.raises(Stale, match="moved on"), door():
        advance(payment, PAYMENT, "open", actor=SYSTEM, at=clock.now())
    with pytest.raises(LookupError):
        advance(payment, PAYMENT, "juggle", actor=SYSTEM, at=clock.now())


def test_of_eight_racers_one_wins(payment: Payment, app: Flask) -> None:
    won: list[bool] = []

    def race() -> None:
        with app.app_context(), door():
            row = session.get(Payment, payment_id)
            won.append(advance(row, PAYMENT, "open", actor=PROVIDER, at=clock.now()))

    payment_id = payment.id
    session.rollback()
    racers = [Thread(target=race) for _ in range(8)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert sorted(won) == [False] * 7 + [True]
    assert len(session.scalars(select(StateChange).where(StateChange.subject_id == payment_id)).all()) == 1
