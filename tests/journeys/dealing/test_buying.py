"""Somebody buys a listing: what it costs, what is kept, and every way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import update

from marketplace.domains.haggling.models import Proposal
from marketplace.domains.listings.models import Listing, Seller
from marketplace.domains.orders.commission import set_rate
from marketplace.domains.orders.models import OrderLine
from marketplace.domains.orders.price import PriceChanged
from marketplace.domains.orders.queries import orders_of
from marketplace.domains.payments.queries import find_payment
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Missing, Refused, Stale
from marketplace.journeys.cancel_order import cancel_order
from tests import cast
from tests.factories import used
from tests.factories.dealing import agrees, buys, reread, used_paid
from tests.factories.shopping import Buyer, replay_key

if TYPE_CHECKING:
    from flask import Flask


def test_a_purchase_is_an_order_like_any_other(house: Flask) -> None:
    listing = used.listing(price=1000_00)
    checkout = buys(listing, Buyer(), note="On Sunday")
    (order,) = orders_of(checkout.id)
    assert (order.supplier_id, order.seller_id, order.handover) == (None, listing.seller_id, "pickup")
    assert (order.goods, order.shipping, order.services, order.total) == (1000_00, 0, 0, 1000_00)
    assert (order.commission, order.commission_basis_points) == (50_00, 500)
    assert order.note == "On Sunday"
    assert session.query(OrderLine).one().listing_id == listing.id
    payment = find_payment(checkout.number)
    assert payment is not None
    assert payment.amount == 1000_00
    kept = reread(listing)
    assert (kept.state, kept.reserved_for) == ("reserved", f"order:{order.number}")


WAYS: list[tuple[str, dict[str, Any], int, dict[str, int]]] = [
    ("pickup", {}, 0, {}),
    ("pickup", {"extras": ["carry_out"]}, 0, {"carry_out": 89_00}),
    ("delivery", {}, 0, {"delivery": 169_00}),
    (
        "delivery",
        {"extras": ["carry_out", "removal", "installation"]},
        0,
        {"delivery": 169_00, "carry_out": 89_00, "removal": 59_00, "installation": 149_00},
    ),
    ("shipping", {}, 30_00, {}),
]


@pytest.mark.parametrize(("way", "more", "shipping", "extras"), WAYS)
def test_each_way_has_its_price(
    house: Flask, way: str, more: dict[str, Any], shipping: int, extras: dict[str, int]
) -> None:
    listing = used.listing(
        price=1000_00,
        shipping=30_00,
        ways=["pickup", "delivery", "shipping"],
        extras=["carry_out", "removal", "installation"],
    )
    (order,) = orders_of(buys(listing, Buyer(), way=way, **more).id)
    assert (order.shipping, order.extras, order.services) == (shipping, extras, sum(extras.values()))
    assert order.total == 1000_00 + shipping + sum(extras.values())
    assert order.commission == 50_00  # on the goods alone


@pytest.mark.parametrize(
    ("way", "extras"), [("shipping", []), ("pickup", ["removal"]), ("delivery", ["carry_out"]), ("", [])]
)
def test_what_the_seller_does_not_offer_cannot_be_had(house: Flask, way: str, extras: list[str]) -> None:
    listing = used.listing(ways=["pickup", "delivery"], extras=["installation"])
    with pytest.raises(Refused):
        buys(listing, Buyer(), way=way, extras=extras)
    assert reread(listing).state == "published"


def test_a_category_has_its_own_rate_and_all_new_goods_have_theirs(house: Flask) -> None:
    set_rate(supplier_id=None, category_id=None, basis_points=900, at=clock.now())
    session.commit()
    first = used_paid(used.listing(price=1000_00))
    assert first.commission == 50_00
    second = used.listing(price=1000_00)
    set_rate(supplier_id=None, category_id=second.category_id, basis_points=300, at=clock.now())
    session.commit()
    assert used_paid(second).commission == 30_00


def test_the_agreed_price_counts_for_who_agreed(house: Flask) -> None:
    listing, buyer = used.listing(price=1000_00), Buyer()
    proposal = agrees(listing, 800_00, buyer)
    with pytest.raises(Stale, match="just buying"):
        buys(listing, Buyer())
    (order,) = orders_of(buys(listing, buyer).id)
    assert order.total == 800_00
    assert reread(listing).reserved_for == f"order:{order.number}"
    assert session.get_one(Proposal, proposal.id).state == "ordered"


def test_nobody_buys_their_own_nor_what_is_not_on_the_shelf(house: Flask) -> None:
    mei, buyer = used.seller("Mei"), Buyer()
    own = Buyer(mei)
    with pytest.raises(Refused, match="own listing"):
        buys(used.listing(mei), own)
    with pytest.raises(Missing):
        buys(used.draft(mei), buyer)
    with pytest.raises(Stale, match="sold"):
        buys(used.listing(mei, state="sold", reserved_for="order:X"), buyer)
    last = used.listing(mei)
    session.execute(update(Seller).values(state="suspended"))
    session.commit()
    with pytest.raises(Stale, match="does not sell"):
        buys(last, buyer)


def test_delivery_wants_an_address_of_ones_own(house: Flask) -> None:
    listing, buyer, other = used.listing(), Buyer(), Buyer()
    buyer.address_id = other.address_id
    with pytest.raises(Missing):
        buys(listing, buyer, way="delivery")
    buyer.address_id = 0
    with pytest.raises(Missing):
        buys(listing, buyer, way="delivery")


def test_a_replayed_press_returns_the_same_checkout(house: Flask) -> None:
    listing, buyer, key = used.listing(), Buyer(), replay_key()
    first = buys(listing, buyer, key=key)
    assert buys(listing, buyer, key=key).id == first.id
    assert len(orders_of(first.id)) == 1


def test_another_price_than_the_one_seen_stops_it(house: Flask) -> None:
    listing, buyer = used.listing(price=1000_00), Buyer()
    with pytest.raises(PriceChanged):
        buys(listing, buyer, seen_total=999_00)
    assert reread(listing).state == "published"


def test_a_changed_listing_is_looked_at_again(house: Flask) -> None:
    """An edit that lands between the page and the press is not bought blindly."""
    listing, buyer = used.listing(price=1000_00), Buyer()
    session.execute(update(Listing).where(Listing.id == listing.id).values(price=900_00, revision=2))
    session.commit()
    with pytest.raises(PriceChanged):
        buys(listing, buyer, seen_total=1000_00)
    assert orders_of(buys(listing, buyer, seen_total=900_00).id)[0].total == 900_00


def test_others_cannot_cancel_it(house: Flask) -> None:
    order = used_paid()
    with pytest.raises(Missing), door():
        cancel_order(order_id=order.id, actor=actors.person(cast.person().id, "buyer"), at=clock.now())
