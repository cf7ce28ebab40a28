"""What a checkout refuses, and that nothing happened then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from marketplace.domains.inventory.hold import ShortStock
from marketplace.domains.orders.models import Order, OrderLine
from marketplace.domains.payments.models import Payment
from marketplace.foundation import clock
from marketplace.foundation.db import session
from tests import cast
from tests.factories.shopping import Buyer, held, stock_of, wish

if TYPE_CHECKING:
    from flask import Flask

from typing import TYPE_CHECKING

from marketplace.domains.orders.models import Checkout
from marketplace.domains.orders.price import NotSold, PriceChanged, Wish
from marketplace.foundation.refusals import Missing, Refused

if TYPE_CHECKING:
    from flask import Flask


def nothing_happened() -> bool:
    session.rollback()
    return (
        not any(session.query(model).count() for model in (Checkout, Order, OrderLine, Payment))
        and not held()
    )


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


def test_the_same_offer_on_two_lines_counts_together(house: Flask) -> None:
    shelf = cast.shelf(stock=3)
    with pytest.raises(ShortStock) as refused:
        Buyer().places(wish(shelf, 2), wish(shelf, 2))
    assert refused.value.left == {shelf.offer.id: 3}
    assert nothing_happened()
    Buyer().places(wish(shelf, 2), wish(shelf, 1))
    [line] = session.query(OrderLine).all()
    assert line.quantity == 3
