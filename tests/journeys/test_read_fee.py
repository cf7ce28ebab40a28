"""What the provider keeps of a payment is booked once, later, and shown to staff alone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from marketplace.domains.payments.book_fee import book_fee
from marketplace.domains.payments.models import Payment
from marketplace.domains.payments.provider import FeeSeen
from marketplace.domains.suppliers.models import Supplier
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.foundation.locks import lock_row
from marketplace.gateways.stripe.client import Stripe
from marketplace.journeys import jobs
from marketplace.journeys.check_books import check_books
from marketplace.ledger import Account, balance
from tests import cast
from tests.client import Client
from tests.factories import paying
from tests.factories.paying import books

if TYPE_CHECKING:
    from flask import Flask

    from tests.sandbox.conftest import Sandbox

pytestmark = pytest.mark.timeout(180)


def the_payment() -> Payment:
    session.rollback()
    return session.query(Payment).one()


@pytest.fixture
def dear(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let the provider keep 0.6 per cent; yield the charges it was asked about."""
    asked: list[str] = []

    def look_at_fee(_: Stripe, charge: str) -> FeeSeen:
        asked.append(charge)
        return FeeSeen(the_payment().captured * 60 // 10_000, "CNY")

    monkeypatch.setattr(Stripe, "look_at_fee", look_at_fee)
    return asked


@pytest.mark.usefixtures("pays_for_real")
def test_a_fee_is_booked_once_by_the_sweep(house: Flask, bank: Sandbox, dear: list[str]) -> None:
    order = paying.paid_order(cast.shelf(price=1000_00))
    assert jobs.read_fees() == 0, "nobody waits for it"
    with clock.travel(timedelta(minutes=3)):
        assert jobs.read_fees() == 1
        assert jobs.read_fees() == 0
    assert dear == [the_payment().provider_charge]
    assert the_payment().fee == 6_00
    assert books() == {"provider": 994_00, "fees": -6_00, "hold": order.total}  # nobody is owed a fee
    with door():
        payment = lock_row(Payment, the_payment().id)
        assert payment
        assert not book_fee(payment=payment, seen=FeeSeen(6_00, "CNY"), at=clock.now())
    assert balance(Account.FEES, unit="CNY") == 6_00


@pytest.mark.usefixtures("pays_for_real", "dear")
def test_staff_see_it_and_suppliers_do_not(house: Flask) -> None:
    order = paying.paid_order(cast.shelf(price=1000_00))
    with clock.travel(timedelta(minutes=3)):
        jobs.read_fees()
    staff = Client(house).as_(cast.admin())
    staff.get("/admin/payments").says("Fee", "¥6.00")
    staff.get("/admin/books").says("fees", "¥6.00")
    worker = cast.worker_of(session.get_one(Supplier, order.supplier_id))
    Client(house).as_(worker).get("/supplier/balance").hides("¥6.00")


@pytest.mark.usefixtures("pays_for_real", "bank")
def test_the_sandbox_tells_a_charges_fee(house: Flask) -> None:
    paying.paid_order(cast.shelf(price=1000_00))
    with clock.travel(timedelta(minutes=3)):
        assert jobs.read_fees() == 1
    assert the_payment().fee == 0
    assert "fees" not in books()


@pytest.mark.usefixtures("pays_for_real", "dear")
def test_the_check_finds_a_fee_without_its_entry_and_one_nobody_read(house: Flask) -> None:
    paying.paid_order(cast.shelf(price=1000_00))
    in_two_days = clock.now() + timedelta(days=2)
    assert check_books(at=in_two_days)["payments whose fee the provider has not told for a day"] == 1
    the_payment().fee = 5_00
    session.commit()
    assert check_books(at=clock.now())["provider fees without their one entry, or the reverse"] == 1
    the_payment().fee = None
    session.commit()
