"""Disputes beside cases: goods on their way back, time that stands still; and disputes that are not ours."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from marketplace.domains.inventory.models import Unit
from marketplace.domains.inventory.queries import pieces_of
from marketplace.domains.payments.models import Chargeback
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.journeys import jobs
from marketplace.journeys.cases.bring_back import send_goods_back
from marketplace.journeys.cases.decide_case import agree_to_case
from marketplace.journeys.cases.jobs import end_cases
from marketplace.journeys.hearing.look_at_dispute import look_at_dispute
from tests.factories import dealing, paying, used
from tests.factories.banking import Bank
from tests.factories.dealing import reread
from tests.factories.quarrelling import buyer, complains, escalated, now, payee
from tests.factories.shopping import Buyer, wish

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from marketplace.domains.aftersales.models import Case
    from marketplace.domains.orders.models import Order


@pytest.fixture
def bank(house: Flask, monkeypatch: pytest.MonkeyPatch) -> Bank:
    return Bank(monkeypatch)


def sent_back(order: Order) -> Case:
    """Have the goods of an order on their way back."""
    case = complains(order, "return")
    with door():
        agree_to_case(case_id=case.id, actor=payee(order), at=clock.now())
    with door():
        send_goods_back(case_id=case.id, way="parcel", words="SF 1", actor=buyer(case), at=clock.now())
    return case


@pytest.mark.parametrize("make", [dealing.used_handed_over, dealing.used_completed])
def test_what_a_seller_is_being_sent_is_theirs_again(bank: Bank, make: Callable[..., Order]) -> None:
    mei = used.seller()
    unit = used.unit(mei)
    listing = used.listing(mei, unit_id=unit.id, serial=unit.serial)
    order = make(listing)
    case = sent_back(order)
    bank.says(order, "lost")
    assert session.get_one(Unit, unit.id, populate_existing=True).owner_id == mei.id
    assert (reread(listing).state, now(case).state) == ("draft", "closed")


def test_what_a_supplier_is_being_sent_waits_to_be_put_away(bank: Bank) -> None:
    order = paying.delivered_order(paying.shelf())
    sent_back(order)
    bank.says(order, "lost")
    (piece,) = pieces_of(order.number)
    assert (piece.Unit.owner_id, piece.waits) == (None, True)


@pytest.mark.parametrize(("end", "amount"), [("won", None), ("lost", 1_00)])
def test_a_case_has_the_time_the_bank_took(bank: Bank, end: str, amount: int | None) -> None:
    undecided, asked_back = paying.delivered_order(paying.shelf()), paying.delivered_order(paying.shelf())
    case, other = escalated(undecided), complains(asked_back, "return")
    with door():
        agree_to_case(case_id=other.id, actor=payee(asked_back), at=clock.now())
    for name, order in (("du_1", undecided), ("du_2", asked_back)):
        bank.says(order, amount=amount, name=name)
    with clock.travel(timedelta(days=70)):
        for name, order in (("du_1", undecided), ("du_2", asked_back)):
            bank.says(order, end, amount=amount, name=name)
        assert end_cases() == 0
        assert (now(case).state, now(other).state) == ("deciding", "returning")
    with clock.travel(timedelta(days=70 + 61)):
        assert end_cases() == 2
        assert (now(case).outcome, now(other).outcome) == ("refund", "release")
        assert jobs.release_orders() == 1


def test_somebody_elses_dispute_is_nothing_to_us(bank: Bank) -> None:
    order = paying.paid_order(paying.shelf())
    Buyer().places(wish(paying.shelf()))  # a payment that nobody has made yet has no name at the provider
    bank.answers(order)
    bank.seen["du_1"] = replace(bank.seen["du_1"], intent=None)
    bank.seen["du_2"] = replace(bank.seen["du_1"], id="du_2", charge="ch_of_others")
    look_at_dispute(dispute="du_2", at=clock.now())
    assert session.query(Chargeback).count() == 0
    look_at_dispute(dispute="du_1", at=clock.now())
    assert session.query(Chargeback).one().provider_dispute == "du_1"
