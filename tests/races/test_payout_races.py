"""Eight hands on what leaves the house: payouts and refunds go once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from marketplace.domains.orders.models import Order
from marketplace.domains.orders.queries import orders_of
from marketplace.domains.payments.models import Payout, Refund
from marketplace.domains.payments.queries import balance_of
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.foundation.locks import lock_row
from marketplace.journeys import jobs
from marketplace.journeys.cancel_order import cancel_order
from marketplace.journeys.confirm_receipt import confirm_receipt
from marketplace.journeys.pay_out import pay_out
from marketplace.journeys.refund_order import refund_order
from marketplace.journeys.release_hold import release_hold
from marketplace.journeys.send_payout import send_payout
from marketplace.journeys.send_refund import send_refund
from marketplace.journeys.start_payment import start_payment
from tests import cast
from tests.factories.paying import (
    accepted_order,
    books,
    delivered_order,
    payment_of,
)
from tests.factories.shopping import Buyer, wish
from tests.races.conftest import HANDS, Run, again, kinds

if TYPE_CHECKING:
    from tests.sandbox.conftest import Sandbox

pytestmark = pytest.mark.timeout(900)
Move = Callable[[], Any]


def test_eight_refunds_of_most_of_it_are_one(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        order = accepted_order(cast.shelf(price=500_00))
        order_id = order.id

        most = partial(refund_order, order_id=order_id, amount=300_00, actor=actors.SYSTEM, at=clock.now())
        ends = race(*[partial(most, reason=f"goodwill-{n}") for n in range(HANDS)])
        assert kinds(ends) == {"done": 1, "Refused": 7}
        assert books() == {"provider": 500_00, "hold": 200_00, "refunding": 300_00}


def test_a_refund_is_sent_once(race: Run, rounds: int, bank: Sandbox) -> None:
    for _ in again(min(rounds, 20)):
        checkout = Buyer().places(wish(cast.shelf(price=500_00)))
        start_payment(checkout_number=checkout.number, buyer_id=checkout.buyer_id, at=clock.now())
        session.expire_all()
        bank.pull(f"/checkout/{payment_of(checkout).provider_session}/pay")
        jobs._hear(payment_of(checkout).id)
        order = orders_of(checkout.id)[0]
        with door():
            cancel_order(order_id=order.id, actor=actors.SYSTEM, why="supplier", at=clock.now())
        before = bank.books()["refunded"].get("cny", 0)
        refund_id = session.query(Refund).one().id
        ends = race(*[partial(send_refund, refund_id=refund_id, at=clock.now())] * HANDS)
        assert set(kinds(ends)) <= {"done", "Unavailable"}
        send_refund(refund_id=refund_id, at=clock.now())
        assert bank.books()["refunded"]["cny"] - before == 500_00
        assert books() == {}


def test_eight_payouts_never_exceed_the_balance(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        order = _completed()
        supplier_id, left = order.supplier_id, order.total - order.commission
        half = left // 2
        ends = race(
            *[partial(pay_out, supplier_id=supplier_id, amount=half, actor=actors.SYSTEM, at=clock.now())]
            * HANDS
        )
        assert kinds(ends) == {"done": 2, "Refused": 6}
        assert balance_of(supplier_id, "CNY") == left - 2 * half
        assert session.query(Payout).count() == 2


def test_a_payout_is_sent_once(race: Run, rounds: int, bank: Sandbox) -> None:
    for _ in again(min(rounds, 20)):
        checkout = Buyer().places(wish(cast.shelf(price=500_00)))
        start_payment(checkout_number=checkout.number, buyer_id=checkout.buyer_id, at=clock.now())
        session.expire_all()
        bank.pull(f"/checkout/{payment_of(checkout).provider_session}/pay")
        order = _completed()
        with door():
            payout = pay_out(
                supplier_id=order.supplier_id, amount=100_00, actor=actors.SYSTEM, at=clock.now()
            )
        payout_id = payout.id
        jobs.pay_payee(payout_id)
        before = bank.books()["transferred"]["cny"]
        ends = race(
            *[partial(jobs.pay_payee, payout_id), partial(send_payout, payout_id=payout_id, at=clock.now())]
            * 4
        )
        assert set(kinds(ends)) == {"done"}
        assert bank.books()["transferred"]["cny"] == before


def _completed() -> Order:
    order = delivered_order(cast.shelf(price=500_00))
    with door():
        confirm_receipt(order_id=order.id, actor=actors.person(order.buyer_id, "buyer"), at=clock.now())
    with door():
        release_hold(order_id=order.id, at=clock.now())
    with door():
        found = lock_row(Order, order.id)
    assert found is not None
    return found
