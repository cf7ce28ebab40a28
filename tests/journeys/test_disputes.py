"""A buyer goes to their bank: what is held stands still, and goes where the bank says."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from marketplace.domains.aftersales.models import Case
from marketplace.domains.inventory.models import Unit
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.queries import orders_of
from marketplace.domains.payments.models import Chargeback, Refund
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Stale
from marketplace.journeys import jobs
from marketplace.journeys.accept_order import accept_order
from marketplace.journeys.cancel_order import cancel_order
from marketplace.journeys.cases.decide_case import agree_to_case
from marketplace.journeys.cases.jobs import end_cases
from marketplace.journeys.cases.speak import withdraw_case
from marketplace.journeys.confirm_receipt import confirm_receipt
from marketplace.journeys.refund_order import refund_order
from tests import cast
from tests.factories import dealing, paying, used
from tests.factories.banking import Bank
from tests.factories.dealing import reread
from tests.factories.paying import books, buyer_of, shelf, states, supplier_of
from tests.factories.quarrelling import buyer, complains, escalated, now, order_now, payee
from tests.factories.shopping import Buyer, stock_of, wish
from tests.factories.told import follow, told

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture
def bank(house: Flask, monkeypatch: pytest.MonkeyPatch) -> Bank:
    return Bank(monkeypatch)


def test_nothing_moves_while_the_bank_decides(bank: Bank) -> None:
    order = paying.paid_order(shelf())
    for _ in range(2):
        bank.says(order)
    assert books() == {"hold": 1000_00, "disputed": -1000_00}
    moves = (
        lambda: accept_order(order_id=order.id, actor=supplier_of(order), at=clock.now()),
        lambda: cancel_order(order_id=order.id, actor=buyer_of(order), at=clock.now()),
        lambda: refund_order(order_id=order.id, amount=1, reason="r", actor=actors.SYSTEM, at=clock.now()),
    )
    for move in moves:
        with pytest.raises(Stale, match="bank"), door():
            move()
    with clock.travel(timedelta(days=100)):
        assert jobs.cancel_overdue() + jobs.remind() == 0
        bank.says(order, "won")
        after = order_now(order)
        assert (after.state, after.frozen_at, after.disputed_at) == ("paid", None, None)
        assert after.accept_by is not None
        assert after.accept_by > clock.now()
        assert books() == {"provider": 1000_00, "hold": 1000_00}


def test_won_what_was_received_is_released(bank: Bank) -> None:
    order = paying.received_order(shelf())
    bank.says(order)
    assert jobs.release_orders() == 0
    bank.says(order, "won")
    bank.says(order, "won")
    assert jobs.release_orders() == 1
    assert states([order]) == ["completed"]
    assert session.query(Chargeback).one().state == "won"


@pytest.mark.parametrize("make", [paying.paid_order, paying.accepted_order, paying.delivered_order])
def test_lost_the_hold_is_gone_and_what_had_not_left_is_free(bank: Bank, make: object) -> None:
    goods = shelf()
    left, _ = stock_of(goods)
    order = make(goods)
    bank.says(order)
    bank.says(order, "lost")
    after = order_now(order)
    assert (after.state, after.refunded, after.charged_back) == ("refunded", 1000_00, 1000_00)
    assert books() == {}
    assert stock_of(goods) == ((left, 0) if after.shipped_at is None else (left - 1, 0))
    assert jobs.send_money() == 0


def test_lost_after_the_release_it_is_taken_from_the_balance(bank: Bank) -> None:
    order = dealing.used_completed(used.listing(price=1000_00))
    bank.says(order)
    with pytest.raises(Stale, match="bank"), door():
        refund_order(order_id=order.id, amount=1, reason="r", actor=actors.SYSTEM, at=clock.now())
    bank.says(order, "lost")
    assert books() == {"seller": -50_00, "commission": 50_00}
    after = order_now(order)
    assert (after.state, after.charged_back, after.disputed_at) == ("completed", 1000_00, None)


def test_a_listing_that_was_not_handed_over_is_on_the_shelf_again(bank: Bank) -> None:
    listing = used.listing()
    order = dealing.used_paid(listing)
    bank.says(order)
    assert reread(listing).state == "reserved"
    bank.says(order, "lost")
    assert reread(listing).state == "published"


def test_what_arrived_is_not_its_sellers_to_sell_again(bank: Bank) -> None:
    mei = used.seller()
    unit = used.unit(mei)
    order = dealing.used_handed_over(used.listing(mei, unit_id=unit.id, serial=unit.serial))
    bank.says(order)
    bank.says(order, "lost")
    assert states([order]) == ["refunded"]
    assert session.get_one(Unit, unit.id, populate_existing=True).owner_id == order.buyer_id


def test_part_of_a_checkout_is_taken_in_proportion(bank: Bank) -> None:
    checkout = Buyer().places(wish(cast.shelf(price=300_00)), wish(cast.shelf(price=100_00)))
    paying.pays(checkout)
    orders = orders_of(checkout.id)
    bank.says(orders[0], amount=200_00)
    bank.says(orders[0], "lost", amount=200_00)
    assert states(orders) == ["paid", "paid"]
    assert [(order.charged_back, order.frozen_at) for order in orders] == [(150_00, None), (50_00, None)]
    assert books() == {"provider": 200_00, "hold": 200_00}


def test_a_case_waits_for_the_bank_and_ends_when_nothing_is_left(bank: Bank) -> None:
    order = paying.delivered_order(shelf())
    case = escalated(order)
    bank.says(order)
    with pytest.raises(Stale, match="bank"), door():
        agree_to_case(case_id=case.id, actor=payee(order), at=clock.now())
    with clock.travel(timedelta(days=70)):
        assert end_cases() == 0
        bank.says(order, "lost")
        after = now(case)
        assert (after.state, after.outcome, after.refund) == ("closed", "release", 0)
        assert states([order]) == ["refunded"]


def test_won_the_case_goes_on_and_withdrawn_first_the_bank_still_decides(bank: Bank) -> None:
    first, second = paying.delivered_order(shelf()), paying.delivered_order(shelf())
    complains(first)
    bank.says(first)
    bank.says(first, "won")
    assert order_now(first).frozen_at is not None
    bank.says(second, name="du_2")
    case = complains(second)
    with door():
        withdraw_case(case_id=case.id, actor=buyer(case), at=clock.now())
    assert order_now(second).frozen_at is not None
    with pytest.raises(Stale, match="bank"), door():
        confirm_receipt(order_id=second.id, actor=buyer_of(second), at=clock.now())
    bank.says(second, "won", name="du_2")
    assert order_now(second).frozen_at is None
    assert session.query(Case).filter_by(state="open").count() == 1


def test_a_refund_that_had_not_left_is_paid_by_the_bank(bank: Bank) -> None:
    order = paying.paid_order(shelf())
    with door():
        cancel_order(order_id=order.id, actor=buyer_of(order), at=clock.now())
    bank.says(order)
    assert jobs.send_money() == 0
    bank.says(order, "lost")
    assert session.query(Refund).one().state == "done"
    assert books() == {}
    assert states([order]) == ["cancelled"]


def test_a_question_takes_nothing_and_an_early_verdict_is_followed(bank: Bank) -> None:
    asked, lost = paying.paid_order(shelf()), paying.paid_order(shelf())
    bank.says(asked, "asked")
    assert session.query(Chargeback).count() == 0
    bank.says(lost, "lost", name="du_2")
    assert states([asked, lost]) == ["paid", "refunded"]


def test_everybody_concerned_is_told(bank: Bank) -> None:
    ada = cast.admin("Ada")
    order = dealing.used_handed_over()
    for status in ("open", "lost"):
        bank.says(order, status)
        follow("OrderDisputed", "DisputeEnded", "ChargebackOpened", "ChargebackClosed", "RefundDone")
    assert told(ada.id) == ["chargeback_open", "chargeback_lost"]
    assert told(order.seller_id or 0) == ["sale_disputed", "sale_dispute_lost"]
    assert told(order.buyer_id) == ["order_disputed", "order_dispute_lost"]
    assert session.get_one(Order, order.id).given_back_at is not None
