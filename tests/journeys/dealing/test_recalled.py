"""A model is called back while it is listed: it leaves the shelf, and nobody buys it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from marketplace.domains.haggling.models import Proposal
from marketplace.domains.listings.models import Listing, ListingEdit, Recall
from marketplace.domains.listings.recalls import follow as following
from marketplace.domains.listings.recalls.enter import end_recall, recall
from marketplace.domains.notifications.models import Notice
from marketplace.domains.notifications.speak import speak
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Refused
from marketplace.journeys.cancel_order import cancel_order
from marketplace.journeys.dealing.answer_proposal import accept_proposal
from marketplace.journeys.supporting.suspend import restore_seller, suspend_seller
from marketplace.journeys.used import follow_recall as following_all
from marketplace.journeys.used.follow_recall import follow_recall
from tests import cast
from tests.factories import paying, used
from tests.factories.dealing import agrees, as_buyer, as_seller, buys, proposes, reread, used_paid, used_sent
from tests.factories.shopping import Buyer, wish
from tests.factories.told import follow, told

if TYPE_CHECKING:
    from flask import Flask

STAFF = actors.person(1, "admin")


def calls_back(model: str = "BCD-206", brand: str = "haier") -> Recall:
    with door():
        return recall(
            brand=brand, model=model, about={"en": "It may burn."}, source="", actor=STAFF, at=clock.now()
        )


def ends(row: Recall) -> None:
    with door():
        end_recall(recall_id=row.id, actor=STAFF, at=clock.now())


def test_everything_of_the_model_leaves_the_shelf_and_its_sellers_hear_why(
    house: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "WINDOW", 2)
    mei = used.seller()
    states = ("published", "submitted", "draft", "published", "changes", "rejected")
    rows = [used.listing(mei, state=state) for state in states]
    other = used.listing(mei, model="BCD-20")
    edit = ListingEdit(listing_id=rows[0].id, changes={}, of_revision=1, submitted_at=clock.now())
    session.add(edit)
    session.commit()
    offered = proposes(rows[3], 800_00, Buyer())
    calls_back()
    for _ in range(2):
        follow("RecallMoved")
        follow("ListingRecalled", "ListingGone")
    assert [reread(row).state for row in rows] == ["draft", "draft", "draft", "draft", "changes", "rejected"]
    assert reread(other).state == "published"
    assert session.get_one(ListingEdit, edit.id).state == "withdrawn"
    assert session.get_one(Proposal, offered.id).state not in ("open", "accepted")
    assert told(mei.id) == ["listing_recalled"] * 3


def test_nobody_buys_or_agrees_before_the_job_came_by(house: Flask) -> None:
    listing, agreed, bob = used.listing(), used.listing(), Buyer()
    proposal = proposes(listing, 800_00, bob)
    agrees(agreed, 800_00, bob)
    calls_back()
    for each in (listing, agreed):
        with pytest.raises(Refused, match="called back"):
            buys(each, bob)
    with pytest.raises(Refused, match="called back"), door():
        accept_proposal(proposal_id=proposal.id, actor=as_seller(listing), at=clock.now())


def test_an_order_under_way_goes_on_and_what_falls_through_is_a_draft(house: Flask) -> None:
    sold, freed = used.listing(), used.listing()
    used_paid(sold)
    order = used_paid(freed)
    calls_back()
    follow("RecallMoved")
    assert [reread(row).state for row in (sold, freed)] == ["reserved", "reserved"]
    with door():
        cancel_order(order_id=order.id, actor=as_buyer(order.buyer_id), at=clock.now())
    assert reread(freed).state == "draft"


def test_who_is_buying_it_hears_of_it_once_an_order(house: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following_all, "WINDOW", 2)
    goods = cast.shelf()
    goods.product.brand, goods.product.model = "Haier", "BCD-206 WD"
    session.commit()
    ming, other = Buyer(), cast.shelf()
    under_way = [
        used_paid(by=ming),
        used_sent(by=ming),
        paying.paid_order(goods, by=ming),
        paying.shipped_order(goods, by=ming),
    ]
    ming.places(wish(goods), wish(other))
    paying.delivered_order(goods, by=(late := Buyer()))
    paying.paid_order(other, by=(else_ := Buyer()))
    calls_back()
    for _ in range(2):
        follow("RecallMoved")
        follow("OrderRecalled")
        session.execute(text("UPDATE outbox_fact SET done_at = NULL WHERE name = 'RecallMoved'"))
        session.commit()
    assert told(ming.id).count("order_recalled") == len(under_way) + 1
    assert "order_recalled" not in told(late.id) + told(else_.id)
    notice = session.query(Notice).filter_by(kind="order_recalled").first()
    assert notice is not None
    said = speak(notice.kind, notice.params, "zh")
    assert "厂家召回" in said.title
    assert "It may burn." in said.body


def test_ended_the_seller_may_submit_it_again(house: Flask) -> None:
    narrow, wide = used.listing(), used.listing(model="BCD-300")
    first, second = calls_back(), calls_back("BCD")
    follow("RecallMoved")
    ends(second)
    follow("RecallMoved")
    follow("ListingRecallEnded")
    assert told(wide.seller_id) == ["listing_recall_ended"]
    assert told(narrow.seller_id) == []
    assert (reread(narrow).reason, reread(wide).reason) == ("recalled", "")
    ends(first)
    follow("RecallMoved")
    follow("ListingRecallEnded")
    assert told(narrow.seller_id) == ["listing_recall_ended"]
    assert reread(narrow).state == "draft"


def test_a_recall_that_is_gone_changes_nothing(house: Flask) -> None:
    listing = used.listing()
    follow_recall(recall_id=0, at=clock.now())
    row = calls_back()
    ends(row)
    follow_recall(recall_id=row.id, at=clock.now())
    assert session.get_one(Listing, reread(listing).id).state == "published"


def test_what_is_withheld_does_not_come_back_to_the_shelf_called_back(house: Flask) -> None:
    listing = used.listing()
    mei = listing.seller_id
    with door():
        suspend_seller(person_id=mei, why="Reports", actor=STAFF, at=clock.now())
    calls_back()
    follow("RecallMoved")
    with door():
        restore_seller(person_id=mei, why="A mistake", actor=STAFF, at=clock.now())
    assert (reread(listing).state, reread(listing).reason) == ("draft", "recalled")
