"""Refunds by staff: small ones at once, large ones in two hands, and no way around the second hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from marketplace.domains.aftersales.models import RefundRequest
from marketplace.domains.aftersales.two_hands import LARGE_REFUND
from marketplace.domains.orders.models import Order
from marketplace.domains.payments.models import Refund
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Refused
from marketplace.journeys.cancel_order import cancel_order
from marketplace.journeys.refund_order import ask_refund, decide_refund
from tests import cast
from tests.factories import paying

if TYPE_CHECKING:
    from flask import Flask

STAFF: list[actors.Actor] = []  # Ada, who asks, and Bo


def asked(order: Order, amount: int, key: str) -> Refund | RefundRequest | None:
    with door():
        return ask_refund(
            order_id=order.id, amount=amount, why="late", key=key, actor=STAFF[0], at=clock.now()
        )


def refunds(order: Order) -> list[int]:
    session.rollback()
    return [row.amount for row in session.query(Refund).filter_by(reference=order.number).order_by(Refund.id)]


@pytest.fixture
def order(house: Flask) -> Order:
    STAFF[:] = [actors.person(cast.admin(name).id, "admin") for name in ("Ada", "Bo")]
    return paying.paid_order(cast.shelf(price=LARGE_REFUND() * 3))


def test_many_small_refunds_are_one_large_one(order: Order) -> None:
    half = LARGE_REFUND() // 2
    assert isinstance(asked(order, half, "one"), Refund)
    assert isinstance(asked(order, half, "two"), Refund)
    third = asked(order, half, "three")
    assert isinstance(third, RefundRequest)
    assert refunds(order) == [half, half]
    with pytest.raises(Refused), door():
        decide_refund(request_id=third.id, approved=True, actor=STAFF[0], at=clock.now())
    with door():
        decide_refund(request_id=third.id, approved=True, actor=STAFF[1], at=clock.now())
    assert refunds(order) == [half, half, half]


def test_the_same_form_twice_gives_back_once_and_asks_nobody(order: Order) -> None:
    amount = LARGE_REFUND()
    assert isinstance(asked(order, amount, "one"), Refund)
    assert asked(order, amount, "one") is None
    assert refunds(order) == [amount]
    assert session.query(RefundRequest).count() == 0


@pytest.mark.parametrize("key", ["cancelled", "cancelled_by_buyer", "buyer", "admin", "", "x" * 64])
def test_a_made_up_key_stands_in_no_other_refunds_place(order: Order, key: str) -> None:
    asked(order, 1, key)
    buyer = actors.person(order.buyer_id, "buyer")
    with door():
        assert cancel_order(order_id=order.id, actor=buyer, at=clock.now())
    assert sum(refunds(order)) == order.total
