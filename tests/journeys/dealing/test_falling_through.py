"""A purchase falls through: the unit is on the shelf again, and the money goes back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from marketplace.domains.listings.models import Seller
from marketplace.domains.orders.queries import orders_of
from marketplace.domains.payments.queries import refunds_of
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.journeys import jobs
from marketplace.journeys.cancel_order import cancel_order
from tests.factories import used
from tests.factories.dealing import as_buyer, as_seller, buys, reread, used_paid
from tests.factories.paying import books, pays, states
from tests.factories.shopping import Buyer

if TYPE_CHECKING:
    from flask import Flask


def test_what_is_not_paid_in_time_is_on_the_shelf_again(house: Flask) -> None:
    listing = used.listing()
    checkout = buys(listing, Buyer())
    with clock.travel(timedelta(minutes=16)):
        jobs.lapse_orders()
    assert states(orders_of(checkout.id)) == ["lapsed"]
    assert reread(listing).state == "published"


def test_late_money_gets_it_after_all_when_it_is_still_there(house: Flask) -> None:
    listing = used.listing()
    checkout = buys(listing, Buyer())
    with clock.travel(timedelta(minutes=16)):
        jobs.lapse_orders()
        pays(checkout)
    (order,) = orders_of(checkout.id)
    assert order.state == "paid"
    assert reread(listing).reserved_for == f"order:{order.number}"


def test_late_money_goes_back_when_somebody_else_was_quicker(house: Flask) -> None:
    listing = used.listing()
    late = buys(listing, Buyer())
    with clock.travel(timedelta(minutes=16)):
        jobs.lapse_orders()
        used_paid(listing)
        pays(late)
    (order,) = orders_of(late.id)
    assert order.state == "lapsed"
    assert [refund.amount for refund in refunds_of(order.number)] == [order.total]


@pytest.mark.parametrize("role", ["buyer", "seller"])
def test_a_cancelled_order_frees_the_unit_and_the_money(house: Flask, role: str) -> None:
    listing = used.listing(price=1000_00)
    order = used_paid(listing)
    actor = as_buyer(order.buyer_id) if role == "buyer" else as_seller(order)
    with door():
        assert cancel_order(order_id=order.id, actor=actor, at=clock.now())
    assert reread(listing).state == "published"
    assert books() == {"provider": 1000_00, "refunding": 1000_00}


def test_what_a_suspended_seller_gets_back_is_withheld(house: Flask) -> None:
    listing = used.listing()
    order = used_paid(listing)
    session.execute(update(Seller).values(state="suspended"))
    session.commit()
    with door():
        cancel_order(order_id=order.id, actor=as_buyer(order.buyer_id), at=clock.now())
    assert reread(listing).state == "withheld"


def test_a_seller_who_does_not_accept_loses_the_sale(house: Flask) -> None:
    listing = used.listing()
    order = used_paid(listing)
    with clock.travel(timedelta(hours=73)):
        jobs.cancel_overdue()
    assert states([order]) == ["cancelled"]
    assert reread(listing).state == "published"
