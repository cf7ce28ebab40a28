"""Whose the goods are once a case has ended: the unit, the listing, and what stood on a supplier's shelf."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from marketplace.domains.inventory.models import Unit, UnitEvent
from marketplace.domains.listings.models import Listing
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Refused
from marketplace.journeys import jobs
from marketplace.journeys.cases.bring_back import object_to_return, send_goods_back
from marketplace.journeys.cases.decide_case import agree_to_case
from marketplace.journeys.used.submit_listing import submit_listing
from tests import cast
from tests.factories import dealing, used
from tests.factories.dealing import as_seller, reread
from tests.factories.quarrelling import buyer, complains, decides, escalated, payee, returns
from tests.factories.told import follow, told

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture
def listing(house: Flask) -> Listing:
    """What has a serial number we know, of a seller who may sell."""
    mei = used.seller()
    unit = used.unit(mei)
    return used.listing(mei, unit_id=unit.id, serial=unit.serial, product_id=unit.product_id)


def unit_of(listing: Listing) -> tuple[int | None, list[str]]:
    """Return who owns the unit, and what its history says."""
    session.rollback()
    session.expire_all()
    unit = session.get_one(Unit, listing.unit_id)
    events = session.query(UnitEvent).filter_by(unit_id=unit.id).order_by(UnitEvent.id)
    return unit.owner_id, [event.kind for event in events]


def test_what_comes_back_is_its_sellers_again(listing: Listing) -> None:
    order = dealing.used_handed_over(listing)
    returns(order)
    again = reread(listing)
    assert (again.state, again.reserved_for, again.reason) == ("draft", None, "returned")
    assert unit_of(listing) == (listing.seller_id, ["returned"])
    follow("ListingReturned", "ListingGone")
    assert told(listing.seller_id) == ["listing_returned"]


def test_after_the_release_too_and_it_can_be_sold_anew(listing: Listing) -> None:
    first = dealing.used_completed(listing)
    follow("OrderCompleted")
    assert unit_of(listing)[0] == first.buyer_id
    returns(first)
    assert unit_of(listing) == (listing.seller_id, ["sold_used", "returned"])
    row = session.get_one(Listing, listing.id)
    row.state, row.published_at, row.reason = "published", clock.now(), ""
    session.commit()
    second = dealing.used_completed(listing)
    follow("OrderCompleted")
    assert unit_of(listing)[0] == second.buyer_id
    assert reread(listing).reserved_for == f"order:{second.number}"


def test_what_its_buyer_offers_meanwhile_leaves_the_shelf(listing: Listing) -> None:
    order = dealing.used_completed(listing)
    follow("OrderCompleted")
    bob = used.let_sell(session.get_one(cast.Person, order.buyer_id))
    theirs = used.listing(bob, unit_id=listing.unit_id)
    returns(order)
    assert reread(theirs).state == "draft"


@pytest.mark.parametrize("reason", ["broken", "not_arrived"])
def test_refunded_without_a_return_the_buyer_keeps_what_arrived(listing: Listing, reason: str) -> None:
    order = dealing.used_handed_over(listing)
    case = escalated(order)
    case.reason = reason
    session.add(case)
    session.commit()
    decides(case, "refund")
    kept = reason == "broken"
    assert unit_of(listing) == ((order.buyer_id, ["kept"]) if kept else (listing.seller_id, ["returned"]))
    assert reread(listing).state == ("sold" if kept else "draft")


def test_refunded_after_it_was_sent_back_it_is_not_the_buyers(listing: Listing) -> None:
    order = dealing.used_handed_over(listing)
    case, them = complains(order, "return"), payee(order)
    with door():
        agree_to_case(case_id=case.id, actor=them, at=clock.now())
    with door():
        send_goods_back(case_id=case.id, way="parcel", words="SF 1", actor=buyer(case), at=clock.now())
    with door():
        object_to_return(case_id=case.id, words="It is dented.", key="k", actor=them, at=clock.now())
    decides(case, "refund")
    assert unit_of(listing)[0] == listing.seller_id
    assert reread(listing).state == "draft"


def test_split_the_buyer_has_it_and_it_stays_sold(listing: Listing) -> None:
    order = dealing.used_handed_over(listing)
    decides(escalated(order), "split", 100_00)
    jobs.release_orders()
    follow("OrderCompleted")
    assert unit_of(listing) == (order.buyer_id, ["sold_used"])
    assert reread(listing).state == "sold"


def test_lost_on_its_way_it_is_a_draft_of_its_sellers(listing: Listing) -> None:
    dealing.used_sent(listing)
    with clock.travel(timedelta(days=81)):
        assert jobs.cancel_overdue() == 1
    assert reread(listing).state == "draft"
    assert unit_of(listing)[0] == listing.seller_id


def test_nobody_offers_what_they_are_just_selling(listing: Listing) -> None:
    dealing.used_handed_over(listing)
    again = used.draft(
        session.get_one(cast.Person, listing.seller_id),
        serial=listing.serial,
        product_id=listing.product_id,
    )
    with pytest.raises(Refused, match="just sold"), door():
        submit_listing(number=again.number, seller_id=again.seller_id, actor=as_seller(again), at=clock.now())
