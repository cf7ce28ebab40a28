"""The provider away, refusing or changing its mind: what is owed is neither lost nor paid twice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from marketplace.domains.payments.models import Payout, Refund
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.foundation.outbox import OutboxFact
from marketplace.foundation.refusals import Unavailable
from marketplace.journeys import jobs
from marketplace.journeys.cancel_order import cancel_order
from marketplace.journeys.confirm_receipt import confirm_receipt
from marketplace.journeys.pay_out import pay_out
from tests import cast
from tests.factories import paying
from tests.factories.at_provider import bought, fresh, goes_to_pay
from tests.factories.paying import books, buyer_of, delivered_order
from tests.sandbox_companies import let_facts_follow

if TYPE_CHECKING:
    from flask import Flask

    from tests.sandbox.conftest import Sandbox

pytestmark = pytest.mark.timeout(180)


@pytest.mark.usefixtures("pays_for_real")
@pytest.mark.parametrize("kind", ["error_before", "error_after", "close_before", "close_after", "rate_limit"])
def test_a_provider_in_trouble_refunds_once(house: Flask, bank: Sandbox, kind: str) -> None:
    order = paying.paid_order(cast.shelf(price=700_00))
    before = bank.books()["refunded"].get("cny", 0)
    with door():
        cancel_order(order_id=order.id, actor=buyer_of(order), at=clock.now())
    bank.pull("/faults", kind=kind, path="/v1/refunds", method="POST", times=3)
    let_facts_follow()
    assert session.query(Refund).one().state == "intended"
    bank.pull("/faults", "DELETE")
    with clock.travel(timedelta(minutes=1)):
        assert jobs.send_money() == 1
        assert jobs.send_money() == 0
    fresh()
    assert session.query(Refund).one().state == "done"
    assert bank.books()["refunded"]["cny"] - before == 700_00


@pytest.mark.usefixtures("pays_for_real")
def test_a_refund_that_fails_is_tried_again_under_a_new_key(house: Flask, bank: Sandbox) -> None:
    order = paying.paid_order(cast.shelf(price=700_00))
    bank.pull("/faults", kind="refund_fails", seconds=1)
    with door():
        cancel_order(order_id=order.id, actor=buyer_of(order), at=clock.now())
    let_facts_follow()
    fresh()
    assert session.query(Refund).one().state == "sent"
    bank.pull("/clock", advance_seconds=5)
    with clock.travel(timedelta(minutes=1)):
        jobs.send_money()
    fresh()
    assert (session.query(Refund).one().state, session.query(Refund).one().tries) == ("failed", 1)
    assert session.query(OutboxFact).filter_by(name="RefundFailed").count() == 1
    with clock.travel(timedelta(minutes=30)):
        assert jobs.send_money() == 0
    with clock.travel(timedelta(minutes=62)):
        assert jobs.send_money() == 1
    fresh()
    assert session.query(Refund).one().state == "done"
    assert books() == {}


@pytest.mark.usefixtures("pays_for_real")
def test_a_refused_transfer_is_back_on_the_balance(house: Flask, bank: Sandbox) -> None:
    order = delivered_order(cast.shelf(price=1000_00))
    with door():
        confirm_receipt(order_id=order.id, actor=buyer_of(order), at=clock.now())
    let_facts_follow()
    bank.pull("/faults", kind="transfer_fails")
    with door():
        pay_out(supplier_id=order.supplier_id, amount=100_00, actor=buyer_of(order), at=clock.now())
    let_facts_follow()
    fresh()
    assert session.query(Payout).one().state == "failed"
    assert books()["supplier"] == order.total - order.commission


def test_a_provider_that_is_away_says_so_and_nothing_is_lost(house: Flask, bank: Sandbox) -> None:
    checkout = bought()
    bank.pull("/faults", kind="error_before", path="/v1/checkout", times=3)
    with pytest.raises(Unavailable):
        goes_to_pay(checkout)
    bank.pull("/faults", kind="error_after", path="/v1/checkout", times=3)
    with pytest.raises(Unavailable):
        goes_to_pay(checkout)
    made = len(bank.stripe.v1.checkout.sessions.list({"limit": 100}).data)
    assert goes_to_pay(checkout).startswith(bank.url)
    assert len(bank.stripe.v1.checkout.sessions.list({"limit": 100}).data) == made
