"""A second-hand order is released and its seller paid out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from marketplace.domains.inventory.models import Unit, UnitEvent
from marketplace.domains.listings.models import Listing, Seller
from marketplace.domains.orders.events import OrderCompleted
from marketplace.domains.payments.models import Payout
from marketplace.domains.payments.queries import balance_of, statement_of
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Refused
from marketplace.journeys import jobs
from marketplace.journeys.dealing.complete_sales import complete_sales
from marketplace.journeys.pay_out import pay_seller
from marketplace.journeys.record_delivery import record_delivery
from marketplace.journeys.refund_order import refund_order
from marketplace.ledger import Account
from tests.factories import used
from tests.factories.dealing import (
    as_seller,
    used_completed,
    used_sent,
)
from tests.factories.paying import books

if TYPE_CHECKING:
    from flask import Flask


def test_the_money_is_shared_between_seller_movers_and_house(house: Flask) -> None:
    order = used_sent(used.listing(price=1000_00))
    with door():
        record_delivery(order_id=order.id, why="seen", actor=actors.SYSTEM, at=clock.now())
    with clock.travel(timedelta(hours=73)):
        jobs.receive_orders()
        jobs.release_orders()
        assert books() == {"provider": 1169_00, "seller": 950_00, "commission": 50_00, "services": 169_00}
        assert balance_of(order.seller_id or 0, "CNY", account=Account.SELLER) == 950_00


def test_a_finished_sale_counts_and_the_unit_has_a_new_owner(house: Flask) -> None:
    mei = used.seller("Mei")
    unit = Unit(brand="haier", model="bcd206", serial="SN1", owner_id=mei.id, order_number="")
    session.add(unit)
    session.commit()
    order = used_completed(used.listing(mei, unit_id=unit.id, price=1000_00))
    for _ in range(2):
        with door():
            complete_sales([OrderCompleted(order.id, 950_00)], clock.now())
            session.execute(update(Seller).values(sold=1))  # a fact is handled once
    session.expire_all()
    assert session.get_one(Unit, unit.id).owner_id == order.buyer_id
    events = session.query(UnitEvent).all()
    assert [(e.kind, e.reference, e.details) for e in events] == [
        ("sold_used", order.number, {"price": 1000_00})
    ]
    assert session.get_one(Seller, mei.id).sold == 1


def test_a_seller_is_paid_out_never_more_than_the_balance(house: Flask) -> None:
    order = used_completed(used.listing(price=1000_00))
    seller_id = order.seller_id or 0
    with pytest.raises(Refused, match="more than your balance"), door():
        pay_seller(seller_id=seller_id, amount=950_01, actor=as_seller(order), at=clock.now())
    with door():
        payout = pay_seller(
            seller_id=seller_id, amount=950_00, actor=as_seller(order), at=clock.now(), replay_key="k" * 20
        )
        again = pay_seller(
            seller_id=seller_id, amount=950_00, actor=as_seller(order), at=clock.now(), replay_key="k" * 20
        )
        assert again.id == payout.id
    assert session.query(Payout).one().seller_id == seller_id
    assert books() == {"provider": 1000_00, "paying_out": 950_00, "commission": 50_00}
    rows = statement_of(seller_id, "CNY", account=Account.SELLER).rows
    assert [(row.kind, row.amount) for row in rows] == [("payout", -950_00), ("release", 950_00)]


def test_a_suspended_sellers_payouts_rest(house: Flask) -> None:
    order = used_completed()
    session.execute(update(Seller).values(state="suspended"))
    session.commit()
    with pytest.raises(Refused, match="may not sell"), door():
        pay_seller(seller_id=order.seller_id or 0, amount=1, actor=as_seller(order), at=clock.now())


def test_a_refund_after_release_comes_from_the_sellers_balance(house: Flask) -> None:
    order = used_completed(used.listing(price=1000_00))
    with door():
        refund_order(order_id=order.id, amount=1000_00, reason="late", actor=actors.SYSTEM, at=clock.now())
    assert balance_of(order.seller_id or 0, "CNY", account=Account.SELLER) == -50_00
    with pytest.raises(Refused, match="more than your balance"), door():
        pay_seller(seller_id=order.seller_id or 0, amount=1, actor=as_seller(order), at=clock.now())


def test_the_listing_stays_sold(house: Flask) -> None:
    order = used_completed()
    listing = session.query(Listing).one()
    assert (listing.state, listing.reserved_for) == ("sold", f"order:{order.number}")
