"""The whole way of the money, with the real client and the sandbox's books beside ours."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from marketplace.domains.orders.models import Order
from marketplace.domains.orders.queries import orders_of
from marketplace.domains.payments.models import Payment, Payout, ProviderEvent
from marketplace.domains.payments.queries import refunds_of
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Missing, Stale
from marketplace.journeys import jobs
from marketplace.journeys.cancel_order import cancel_order
from marketplace.journeys.confirm_receipt import confirm_receipt
from marketplace.journeys.pay_out import pay_out
from marketplace.journeys.settle_payment import hear_payment
from marketplace.journeys.start_payment import start_payment
from tests import cast
from tests.factories import paying
from tests.factories.at_provider import bought, fresh, goes_to_pay, messages, session_of
from tests.factories.paying import books, buyer_of, delivered_order, payment_of, states
from tests.sandbox.conftest import Sandbox, wait_for
from tests.sandbox_companies import let_facts_follow

if TYPE_CHECKING:
    from flask import Flask

pytestmark = pytest.mark.timeout(180)


def test_paid_on_the_page_heard_by_message(house: Flask, online: Sandbox) -> None:
    checkout = bought()
    url = goes_to_pay(checkout)
    assert url.startswith(online.url)
    assert goes_to_pay(checkout) == url
    online.pull(f"/checkout/{session_of(checkout)}/pay", method="alipay")
    wait_for(messages(3))
    let_facts_follow()
    fresh()
    payment = payment_of(checkout)
    assert (payment.state, payment.method, payment.captured) == ("succeeded", "alipay", 1000_00)
    assert states(orders_of(checkout.id)) == ["paid"]
    assert books() == {"provider": 1000_00, "hold": 1000_00}
    assert not session.query(ProviderEvent).filter_by(handled_at=None).count()
    with pytest.raises(Stale):
        goes_to_pay(checkout)


def test_repeated_disordered_and_dropped_messages_pay_once(house: Flask, online: Sandbox) -> None:
    online.pull("/faults", kind="duplicate", event="checkout.session.completed", seconds=0.2)
    online.pull("/faults", kind="reorder", event="payment_intent", times=2, seconds=0.2)
    first, second = bought(), bought(300_00)
    for checkout in (first, second):
        goes_to_pay(checkout)
        online.pull(f"/checkout/{session_of(checkout)}/pay")
        online.pull("/faults", kind="drop", times=9)
    wait_for(messages(3))
    let_facts_follow()
    assert states([*orders_of(first.id), *orders_of(second.id)]) == ["paid", "placed"]
    with clock.travel(timedelta(minutes=3)):
        assert jobs.settle_payments() == 1
    assert states([*orders_of(first.id), *orders_of(second.id)]) == ["paid", "paid"]
    assert books() == {"provider": 1300_00, "hold": 1300_00}


def test_declined_and_abandoned_pays_nothing(house: Flask, bank: Sandbox) -> None:
    checkout = bought()
    goes_to_pay(checkout)
    bank.pull(f"/checkout/{session_of(checkout)}/pay", outcome="decline")
    assert hear_payment(payment_id=payment_of(checkout).id, at=clock.now()) is False
    fresh()
    assert payment_of(checkout).state == "opened"
    bank.stripe.v1.checkout.sessions.expire(session_of(checkout))
    with clock.travel(timedelta(minutes=47)):
        jobs.lapse_orders()
        jobs.settle_payments()
    fresh()
    assert payment_of(checkout).state == "expired"
    assert states(orders_of(checkout.id)) == ["lapsed"]
    assert books() == {}


def test_money_that_fails_late_is_a_failed_payment(house: Flask, bank: Sandbox) -> None:
    checkout = bought()
    goes_to_pay(checkout)
    bank.pull(f"/checkout/{session_of(checkout)}/pay", outcome="late_failure", delay_seconds=30)
    payment_id = payment_of(checkout).id
    assert hear_payment(payment_id=payment_id, at=clock.now()) is False
    bank.pull("/clock", advance_seconds=60)
    assert hear_payment(payment_id=payment_id, at=clock.now()) is False
    fresh()
    assert payment_of(checkout).state == "failed"


def test_calling_off_an_unpaid_order_closes_the_page(house: Flask, bank: Sandbox) -> None:
    checkout = bought()
    goes_to_pay(checkout)
    order = orders_of(checkout.id)[0]
    with door():
        cancel_order(order_id=order.id, actor=buyer_of(order), at=clock.now())
    let_facts_follow()
    fresh()
    assert payment_of(checkout).state == "expired"
    assert bank.stripe.v1.checkout.sessions.retrieve(session_of(checkout)).status == "expired"


def test_called_off_while_paying_goes_back(house: Flask, bank: Sandbox) -> None:
    checkout = bought()
    goes_to_pay(checkout)
    order = orders_of(checkout.id)[0]
    with door():
        cancel_order(order_id=order.id, actor=buyer_of(order), at=clock.now())
    bank.pull(f"/checkout/{session_of(checkout)}/pay")
    let_facts_follow()
    assert [refund.state for refund in refunds_of(order.number)] == ["done"]
    assert books() == {}


@pytest.mark.usefixtures("pays_for_real")
def test_cancelled_order_is_refunded_at_the_provider(house: Flask, bank: Sandbox) -> None:
    order = paying.paid_order(cast.shelf(price=700_00))
    before = bank.books()["refunded"].get("cny", 0)
    with door():
        cancel_order(order_id=order.id, actor=buyer_of(order), at=clock.now())
    let_facts_follow()
    fresh()
    (refund,) = refunds_of(order.number)
    assert (refund.state, refund.amount) == ("done", 700_00)
    assert bank.books()["refunded"]["cny"] - before == 700_00
    assert books() == {}


@pytest.mark.usefixtures("pays_for_real")
def test_released_and_paid_out_and_the_books_agree(house: Flask, bank: Sandbox) -> None:
    order = delivered_order(cast.shelf(price=1000_00))
    with door():
        confirm_receipt(order_id=order.id, actor=buyer_of(order), at=clock.now())
    let_facts_follow()
    assert states([order]) == ["completed"]
    left = order.total - order.commission
    with door():
        pay_out(
            supplier_id=order.supplier_id,
            amount=left,
            actor=actors.person(order.buyer_id, "supplier"),
            at=clock.now(),
        )
    let_facts_follow()
    fresh()
    payout = session.query(Payout).one()
    assert payout.state == "done"
    made = bank.stripe.v1.transfers.retrieve(str(payout.provider_transfer))
    assert (made.amount, made.metadata["payout"]) == (left, payout.number)
    assert books() == {"provider": order.commission, "commission": order.commission}


def test_only_the_buyer_goes_to_pay_and_only_in_time(house: Flask, bank: Sandbox) -> None:
    checkout = bought()
    with pytest.raises(Missing):
        start_payment(checkout_number=checkout.number, buyer_id=checkout.buyer_id + 1, at=clock.now())
    with pytest.raises(Stale):
        start_payment(
            checkout_number=checkout.number,
            buyer_id=checkout.buyer_id,
            at=clock.now() + timedelta(minutes=16),
        )
    assert session.query(Payment).one().state == "intended"


def test_a_payment_nobody_started_expires_by_itself(house: Flask) -> None:
    checkout = bought()
    with clock.travel(timedelta(minutes=32)):
        jobs.lapse_orders()
    fresh()
    assert payment_of(checkout).state == "expired"
    assert [order.state for order in session.query(Order)] == ["lapsed"]
