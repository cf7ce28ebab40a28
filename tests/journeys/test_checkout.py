"""One press makes the orders, keeps their stock and intends their payment; or nothing happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marketplace.domains.carts.add import add
from marketplace.domains.carts.models import Owner
from marketplace.domains.carts.queries import lines_of
from marketplace.domains.orders.models import Order, OrderLine
from marketplace.domains.payments.models import Payment
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.foundation.states import StateChange
from tests import cast
from tests.client import counted_sql
from tests.factories.shopping import Buyer, held, orders, replay_key, stock_of, wish

if TYPE_CHECKING:
    from flask import Flask


def test_one_order_per_supplier_and_one_payment(house: Flask) -> None:
    north, south = cast.supplier("North"), cast.supplier("South")
    fridge = cast.shelf(price=289_900, of=north, shipping=5_000)
    fan = cast.shelf(price=19_900, of=north, shipping=1_000)
    kettle = cast.shelf(price=9_900, of=south)
    buyer = Buyer()

    checkout = buyer.places(
        wish(fridge), wish(fan, 2), wish(kettle), note="Ring twice", notes={south.id: "Leave it"}
    )

    first, second = orders()
    assert (first.supplier_id, first.goods, first.shipping, first.total) == (
        north.id,
        329_700,
        5_000,
        334_700,
    )
    assert (second.supplier_id, second.goods, second.shipping, second.total) == (south.id, 9_900, 0, 9_900)
    assert [order.note for order in (first, second)] == ["Ring twice", "Leave it"]
    assert checkout.total == 344_600
    payment = session.query(Payment).one()
    assert (payment.reference, payment.amount, payment.state) == (checkout.number, 344_600, "intended")
    assert (first.pay_by - first.placed_at).total_seconds() == 15 * 60
    assert (payment.expires_at - first.placed_at).total_seconds() >= 30 * 60
    assert [stock_of(s)[1] for s in (fridge, fan, kettle)] == [1, 2, 1]


def test_what_was_agreed_is_fixed(house: Flask) -> None:
    shelf, buyer = cast.shelf(price=100_000, warranty_months=36), Buyer()
    buyer.places(wish(shelf, 2))
    shelf.offer.price, shelf.product.title, buyer.address.street = 1, {"en": "Other"}, "Elsewhere 1"
    session.commit()
    [order] = orders()
    [line] = session.query(OrderLine).all()
    assert (line.unit_price, line.quantity, line.warranty_months) == (100_000, 2, 36)
    assert line.title["en"].startswith("Polar")
    assert order.address["street"] == "衡山路 1 号 2 楼"
    assert (order.commission, order.commission_basis_points) == (16_000, 800)


def test_the_same_key_is_the_same_checkout(house: Flask) -> None:
    shelf, buyer, key = cast.shelf(stock=1), Buyer(), replay_key()
    first = buyer.places(wish(shelf), key=key).number
    assert buyer.places(wish(shelf), key=key).number == first
    # Whatever became of the world since: sold out, dearer, off the shelf.
    shelf.offer.state, shelf.offer.price = "off", 1
    session.commit()
    assert buyer.places(wish(shelf, 1, seen=289_900), key=key).number == first
    assert session.query(Order).count() == 1
    assert held() == 1


def test_a_key_is_the_buyers_own(house: Flask) -> None:
    shelf, key = cast.shelf(stock=2), replay_key()
    assert Buyer().places(wish(shelf), key=key).number != Buyer().places(wish(shelf), key=key).number


def test_bought_lines_leave_the_cart(house: Flask) -> None:
    bought, other, buyer = cast.shelf(), cast.shelf(), Buyer()
    owner = Owner(person_id=buyer.id)
    with door():
        add(owner=owner, offer_id=bought.offer.id, quantity=1, at=clock.now())
        add(owner=owner, offer_id=other.offer.id, quantity=1, at=clock.now())
    buyer.places(wish(bought))
    assert [line.offer_id for line in lines_of(owner)] == [other.offer.id]


def test_the_history_begins_with_the_buyer(house: Flask) -> None:
    buyer = Buyer()
    buyer.places(wish(cast.shelf()))
    change = session.query(StateChange).filter_by(subject="order").one()
    assert (change.verb, change.became, change.actor_id, change.actor_role) == (
        "place",
        "placed",
        buyer.id,
        "buyer",
    )


def test_ten_statements_however_many_lines(house: Flask) -> None:
    buyer = Buyer()
    shelves = [
        cast.shelf(stock=9, of=seller) for seller in (cast.supplier(), cast.supplier()) for _ in range(3)
    ]
    wishes = [wish(shelf, 2) for shelf in shelves]
    buyer.places(wish(cast.shelf()))  # the dials are read
    with counted_sql() as said:
        buyer.places(*wishes)
    assert len(said) <= 10, "\n".join(said)
    assert [len(found) for found in ({o.supplier_id for o in orders()}, session.query(OrderLine).all())] == [
        3,
        7,
    ]
