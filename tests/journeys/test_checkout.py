"""One press makes the orders, keeps their stock and intends their payment; or nothing happens."""

from __future__ import annotations

import pytest
from flask import Flask

from marketplace.domains.carts.add import add
from marketplace.domains.carts.models import Owner
from marketplace.domains.carts.queries import lines_of
from marketplace.domains.inventory.hold import ShortStock
from marketplace.domains.orders.models import Checkout, Order, OrderLine
from marketplace.domains.orders.price import NotSold, PriceChanged, Wish
from marketplace.domains.payments.models import Payment
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Missing, Refused
from marketplace.foundation.states import StateChange
from tests import cast
from tests.client import counted_sql
from tests.factories.shopping import Buyer, held, orders, replay_key, stock_of, wish


def nothing_happened() -> bool:
    session.rollback()
    return (
        not any(session.query(model).count() for model in (Checkout, Order, OrderLine, Payment))
        and not held()
    )


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


def test_the_same_offer_on_two_lines_counts_together(house: Flask) -> None:
    shelf = cast.shelf(stock=3)
    with pytest.raises(ShortStock) as refused:
        Buyer().places(wish(shelf, 2), wish(shelf, 2))
    assert refused.value.left == {shelf.offer.id: 3}
    assert nothing_happened()
    Buyer().places(wish(shelf, 2), wish(shelf, 1))
    [line] = session.query(OrderLine).all()
    assert line.quantity == 3


def test_a_short_line_leaves_the_rest(house: Flask) -> None:
    plenty, scarce, buyer = cast.shelf(), cast.shelf(stock=1), Buyer()
    with pytest.raises(ShortStock):
        buyer.places(wish(plenty), wish(scarce, 2))
    assert nothing_happened()
    assert stock_of(plenty) == (5, 0)


def test_a_changed_price_stops_it_and_says_which(house: Flask) -> None:
    dearer, same = cast.shelf(price=110), cast.shelf(price=100)
    with pytest.raises(PriceChanged) as stopped:
        Buyer().places(wish(dearer, seen=100), wish(same, seen=100))
    assert stopped.value.changes == {dearer.offer.id: (100, 110)}
    assert nothing_happened()
    Buyer().places(wish(dearer, seen=110))


def test_a_cheaper_price_stops_it_too(house: Flask) -> None:
    with pytest.raises(PriceChanged):
        Buyer().places(wish(cast.shelf(price=90), seen=100))


def test_dearer_shipping_changes_the_total(house: Flask) -> None:
    shelf = cast.shelf(price=100, shipping=50)
    with pytest.raises(PriceChanged) as stopped:
        Buyer().places(wish(shelf, seen=100), seen_total=110)
    assert stopped.value.changes == {}
    Buyer().places(wish(shelf, seen=100), seen_total=150)


@pytest.mark.parametrize("offer_id", [0, -1, 987_654_321, 2**63, 10**30])
def test_made_up_offers_are_not_sold(house: Flask, offer_id: int) -> None:
    with pytest.raises(NotSold):
        Buyer().places(wish(cast.shelf()), Wish(offer_id, 1))
    assert nothing_happened()


def test_what_is_off_the_shelf_is_not_sold(house: Flask) -> None:
    off, hidden, closed = cast.shelf(), cast.shelf(), cast.shelf()
    off.offer.state, hidden.product.on_shelf, closed.supplier.state = "off", False, "suspended"
    session.commit()
    with pytest.raises(NotSold) as refused:
        Buyer().places(wish(off), wish(hidden), wish(closed), wish(cast.shelf()))
    assert sorted(refused.value.offer_ids) == sorted(s.offer.id for s in (off, hidden, closed))


@pytest.mark.parametrize("quantity", [0, -1, 100, 10**12])
def test_quantities_out_of_range(house: Flask, quantity: int) -> None:
    with pytest.raises(Refused):
        Buyer().places(wish(cast.shelf(stock=500), quantity))


def test_quantities_out_of_range_together(house: Flask) -> None:
    shelf = cast.shelf(stock=500)
    with pytest.raises(Refused):
        Buyer().places(wish(shelf, 60), wish(shelf, 60))


def test_nothing_and_too_much(house: Flask) -> None:
    shelf, buyer = cast.shelf(stock=500), Buyer()
    with pytest.raises(Refused):
        buyer.places()
    with pytest.raises(Refused):
        buyer.places(*[wish(shelf)] * 51)


def test_another_persons_address_does_not_exist(house: Flask) -> None:
    buyer, stranger, shelf = Buyer(), Buyer(), cast.shelf()
    buyer.address_id = stranger.address_id
    with pytest.raises(Missing):
        buyer.places(wish(shelf))
    assert nothing_happened()


def test_a_removed_address_does_not_exist(house: Flask) -> None:
    buyer = Buyer()
    buyer.address.deleted_at = clock.now()
    session.commit()
    with pytest.raises(Missing):
        buyer.places(wish(cast.shelf()))


def test_nobody_buys_from_themselves(house: Flask) -> None:
    shelf = cast.shelf()
    clerk = Buyer(cast.worker_of(shelf.supplier, role="clerk"))
    with pytest.raises(Refused, match="work for"):
        clerk.places(wish(shelf))
    assert nothing_happened()


@pytest.mark.parametrize("key", ["", "short", "x" * 61, "spaces are not keys", "'; DROP TABLE x; --"])
def test_keys_nobody_made(house: Flask, key: str) -> None:
    with pytest.raises(Refused):
        Buyer().places(wish(cast.shelf()), key=key or " ")


def test_a_long_note_is_refused(house: Flask) -> None:
    with pytest.raises(Refused, match="500"):
        Buyer().places(wish(cast.shelf()), note="长" * 501)


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
