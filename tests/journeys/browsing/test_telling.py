"""People hear of lower prices, of what is new for them, of questions and answers; once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from marketplace.domains.haggling.asking.ask import answer, ask
from marketplace.domains.haggling.events import PriceDropped, QuestionAnswered, QuestionAsked, SearchFound
from marketplace.domains.haggling.models import SavedSearch
from marketplace.domains.haggling.wishes.keep import keep, let_go
from marketplace.domains.haggling.wishes.save import save
from marketplace.domains.listings.events import ListingEditDecided, ListingPublished
from marketplace.domains.listings.models import Listing, ListingEdit
from marketplace.domains.notifications.models import Notice
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.foundation.outbox import OutboxFact
from marketplace.journeys.browsing.consequences import show_changed, show_on_shelf
from marketplace.journeys.browsing.look_again import look_again
from tests import cast
from tests.factories import shelves, used
from tests.factories.mailbox import told

if TYPE_CHECKING:
    from flask import Flask


def facts(name: str) -> list[OutboxFact]:
    return list(session.scalars(select(OutboxFact).where(OutboxFact.name == name)))


def test_who_keeps_it_in_mind_hears_of_each_lower_price_once(house: Flask) -> None:
    lin, row = cast.person("Lin"), used.listing(price=1000_00)
    with door():
        keep(listing=row, person_id=lin.id, at=clock.now())
        assert not keep(listing=row, person_id=lin.id, at=clock.now())
    assert told(PriceDropped(row.id)) == []
    session.get_one(Listing, row.id).price = 900_00
    session.commit()
    assert told(PriceDropped(row.id)) == [(lin.id, "price_dropped")]
    assert told(PriceDropped(row.id)) == [(lin.id, "price_dropped")]
    session.get_one(Listing, row.id).price = 800_00
    session.commit()
    assert len(told(PriceDropped(row.id))) == 2
    with door():
        assert let_go(listing_id=row.id, person_id=lin.id)
    assert session.get_one(Listing, row.id).favourites == 0


def test_an_approved_edit_is_found_anew_and_its_price_told(house: Flask) -> None:
    shelves.plant()
    lin, row = cast.person("Lin"), shelves.found(price=1000_00)
    with door():
        keep(listing=row, person_id=lin.id, at=clock.now())
    edit = ListingEdit(listing_id=row.id, changes={"price": 1}, of_revision=1, submitted_at=clock.now())
    session.add(edit)
    row.price, row.grade, before = 700_00, "fair", session.query(Listing.search).filter_by(id=row.id).scalar()
    session.commit()
    with door():
        show_changed([ListingEditDecided(edit.id, "reject")], clock.now())
    assert facts("PriceDropped") == []
    with door():
        show_changed([ListingEditDecided(edit.id, "approve")], clock.now())
    assert [fact.payload["listing_id"] for fact in facts("PriceDropped")] == [row.id]
    after = session.query(Listing.search).filter_by(id=row.id).scalar()
    assert after != before
    assert "'g:fair'" in after


def test_what_is_published_is_found(house: Flask) -> None:
    shelves.plant()
    row = shelves.found()
    session.get_one(Listing, row.id).search = None
    session.commit()
    with door():
        show_on_shelf([ListingPublished(row.id)], clock.now())
    assert session.query(Listing.search).filter_by(id=row.id).scalar()


def test_a_saved_search_tells_once_a_day_what_is_new(house: Flask) -> None:
    shelves.plant()
    lin, begun = cast.person("Lin"), clock.now() - timedelta(days=2)
    with door():
        for name, query in {"Fridges": {"q": ["冰箱"]}, "Best": {"grade": ["premium"]}}.items():
            save(person_id=lin.id, name=name, query=query, at=begun)
        save(person_id=lin.id, name="Again", query={"q": ["冰箱"]}, at=begun)
    assert session.query(SavedSearch).count() == 2
    shelves.found(published_at=begun - timedelta(hours=1))
    shelves.found(published_at=begun + timedelta(hours=1))
    shelves.found(of=used.let_sell(lin), published_at=begun + timedelta(hours=1))  # their own is no news
    with door():
        assert look_again(at=clock.now()) == 2
    [found] = facts("SearchFound")
    assert found.payload["count"] == 1
    assert told(SearchFound(**found.payload)) == [(lin.id, "search_found")]
    with door():
        assert look_again(at=clock.now()) == 0
        assert look_again(at=clock.now() + timedelta(days=1, minutes=1)) == 2
    assert len(facts("SearchFound")) == 1


def test_seller_and_asker_hear_of_each_other(house: Flask) -> None:
    lin, row = cast.person("Lin"), used.listing()
    with door():
        asked = ask(listing=row, person_id=lin.id, words="How loud is it?", at=clock.now())
        same = ask(listing=row, person_id=lin.id, words="How loud is it? ", at=clock.now())
    assert asked.id == same.id
    assert told(QuestionAsked(asked.id)) == [(row.seller_id, "question_asked")]
    with door():
        answer(
            question_id=asked.id, listing=row, seller_id=row.seller_id, words="Not at all.", at=clock.now()
        )
    assert (lin.id, "question_answered") in told(QuestionAnswered(asked.id))
    link = session.scalars(select(Notice.link).where(Notice.kind == "question_answered")).one()
    assert link == f"/second-hand/{row.number}#questions"
