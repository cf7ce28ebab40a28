"""People who try to have it both ways: stale pages, second roles, prices that move, sellers who may not sell."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from marketplace.domains.accounts.models import Person
from marketplace.domains.accounts.suspend import suspend as suspend_person
from marketplace.domains.listings.events import ListingGone
from marketplace.domains.listings.models import Listing, ListingEdit, Seller
from marketplace.domains.listings.suspend import suspend
from marketplace.domains.orders.queries import orders_of
from marketplace.domains.payments.queries import refunds_of
from marketplace.domains.photos.models import Photo
from marketplace.domains.support.models import Report
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Refused, Stale
from marketplace.journeys import jobs
from marketplace.journeys.cancel_order import cancel_order
from marketplace.journeys.dealing.answer_proposal import accept_proposal
from marketplace.journeys.moderating.decide_listing import decide_listing, decide_listing_edit
from marketplace.journeys.record_delivery import record_delivery
from marketplace.journeys.refund_order import ask_refund, decide_refund
from marketplace.journeys.supporting.decide_report import decide_report
from marketplace.journeys.supporting.report_subject import report_subject
from marketplace.journeys.used.consequences import hide_pictures
from tests import cast
from tests.factories import photos, used
from tests.factories.dealing import (
    as_seller,
    buys,
    proposes,
    reread,
    used_completed,
    used_paid,
    used_sent,
)
from tests.factories.paying import pays
from tests.factories.shopping import Buyer

if TYPE_CHECKING:
    from flask import Flask

    from marketplace.foundation.actors import Actor

ADA = actors.person(1_000_000, "admin")


def staff(who: int | None) -> Actor:
    assert who is not None
    return actors.person(who, "admin")


def changed(listing: Listing, **columns: Any) -> None:
    """Have an edit of a listing asked for and approved."""
    edit = ListingEdit(
        listing_id=listing.id, changes=columns, of_revision=1, state="submitted", submitted_at=clock.now()
    )
    session.add(edit)
    session.commit()
    with door():
        assert decide_listing_edit(edit_id=edit.id, verb="approve", actor=ADA, at=clock.now())


def test_an_offer_is_not_accepted_above_a_price_that_fell(house: Flask) -> None:
    listing = used.listing(price=1000_00)
    proposal = proposes(listing, 900_00, Buyer())
    changed(listing, price=800_00)
    with pytest.raises(Stale, match="simply be bought"), door():
        accept_proposal(proposal_id=proposal.id, actor=as_seller(listing), at=clock.now())
    assert reread(listing).state == "published"


def test_what_reads_otherwise_now_is_not_bought_by_an_old_page(house: Flask) -> None:
    listing, ming = used.listing(), Buyer()
    read = listing.revision
    changed(listing, grade="parts")
    with pytest.raises(Stale, match="has changed this since you read it"):
        buys(listing, ming, seen_revision=read)
    assert reread(listing).state == "published"
    buys(listing, ming, seen_revision=reread(listing).revision)


@pytest.mark.parametrize("anew", [False, True])
def test_late_money_does_not_buy_what_was_changed_meanwhile(house: Flask, anew: bool) -> None:
    listing = used.listing(price=500_00)
    late = buys(listing, Buyer())
    with clock.travel(timedelta(minutes=16)):
        jobs.lapse_orders()
        if anew:
            reread(listing).published_at = clock.now()
            session.commit()
        else:
            changed(reread(listing), price=900_00)
        pays(late)
    (order,) = orders_of(late.id)
    assert order.state == "lapsed"
    assert [refund.amount for refund in refunds_of(order.number)] == [500_00]
    assert reread(listing).state == "published"


def test_nothing_is_bought_from_somebody_whose_account_is_closed(house: Flask) -> None:
    listing = used.listing()
    with door():
        seller = session.get_one(Person, listing.seller_id)
        suspend_person(person=seller, why="Fraud", actor=ADA, at=clock.now())
    with pytest.raises(Stale, match="does not sell"):
        buys(listing, Buyer())


def test_photos_of_a_suspended_seller_are_seen_no_more(house: Flask) -> None:
    mei = used.seller()
    gone, sold = used.listing(of=mei), used.listing(of=mei, state="sold", reserved_for="order:O1")
    hung = [photos.photo(mei, f"listing:{row.id}", published=True).id for row in (gone, sold)]
    with door():
        suspend(seller=session.get_one(Seller, mei.id), why="Strikes", actor=ADA, at=clock.now())
        hide_pictures([ListingGone(gone.id), ListingGone(sold.id)], clock.now())
    session.expire_all()
    assert [session.get_one(Photo, photo_id).published for photo_id in hung] == [False, True]


def test_what_was_rightly_reported_while_bought_does_not_come_back(house: Flask) -> None:
    listing, ada = used.listing(), cast.admin()
    order = used_paid(listing)
    with door():
        report_subject(
            kind="listing",
            ref=listing.number,
            reporter_id=Buyer().id,
            reason="fraud",
            words="",
            at=clock.now(),
        )
    with door():
        report_id = session.query(Report).one().id
        assert decide_report(
            report_id=report_id, verb="uphold", words="Stolen", actor=staff(ada.id), at=clock.now()
        )
    with door():
        assert cancel_order(order_id=order.id, actor=as_seller(order), at=clock.now())
    assert reread(listing).state == "draft"


def test_nothing_of_a_suspended_seller_is_approved(house: Flask) -> None:
    mei = used.seller("Mei", state="suspended")
    row = used.draft(of=mei, state="submitted", submitted_at=clock.now())
    with pytest.raises(Refused, match="suspended"), door():
        decide_listing(listing_id=row.id, verb="approve", actor=ADA, at=clock.now())
    assert reread(row).state == "submitted"


@pytest.mark.parametrize("side", ["buyer_id", "seller_id"])
def test_staff_give_no_money_back_for_what_they_bought_or_sold(house: Flask, side: str) -> None:
    order = used_completed()
    me, asked = staff(getattr(order, side)), {"order_id": order.id, "amount": 100, "why": "Late"}
    with pytest.raises(Refused, match="your own order"), door():
        ask_refund(**asked, key="k1", actor=me, at=clock.now())
    assert not refunds_of(order.number)


def test_staff_confirm_no_refund_of_what_they_bought(house: Flask) -> None:
    order = used_completed(used.listing(price=20_000_00))
    with door():
        asked = ask_refund(
            order_id=order.id,
            amount=15_000_00,
            why="Late",
            key="k1",
            actor=staff(cast.admin().id),
            at=clock.now(),
        )
    assert asked is not None
    with pytest.raises(Refused, match="your own order"), door():
        decide_refund(request_id=asked.id, approved=True, actor=staff(order.buyer_id), at=clock.now())
    assert not refunds_of(order.number)


def test_staff_neither_cancel_nor_deliver_what_they_sold(house: Flask) -> None:
    order = used_paid()
    with pytest.raises(Refused, match="your own order"), door():
        cancel_order(order_id=order.id, actor=staff(order.seller_id), at=clock.now())
    sent = used_sent(used.listing(ways=["delivery"]))
    with pytest.raises(Refused, match="your own order"), door():
        record_delivery(order_id=sent.id, why="Trust me", actor=staff(sent.seller_id), at=clock.now())
