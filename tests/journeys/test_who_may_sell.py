"""Who may not sell: their listings go at once, and what went comes back with the last thing that kept them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select, text, update

from marketplace.domains.accounts.models import Person
from marketplace.domains.listings.models import Listing, Seller
from marketplace.domains.listings.suspend import ACCOUNT, DESK
from marketplace.domains.photos.models import Photo
from marketplace.foundation import clock, outbox
from marketplace.foundation.actors import person as acting
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Missing, Refused
from marketplace.foundation.states import StateChange
from marketplace.journeys.cancel_order import cancel_order
from marketplace.journeys.reactions import react
from marketplace.journeys.supporting.suspend import (
    restore_person,
    restore_seller,
    suspend_person,
    suspend_seller,
)
from marketplace.journeys.used.unpublish_listing import unpublish_listing
from tests import cast
from tests.client import Client
from tests.factories import photos, used
from tests.factories.dealing import as_buyer, buys, reread, used_paid
from tests.factories.shopping import Buyer

ADA = acting(-1, "admin")


def told() -> None:
    session.rollback()
    open_facts = select(outbox.OutboxFact.id).where(outbox.OutboxFact.done_at.is_(None))
    react(list(session.scalars(open_facts.order_by(outbox.OutboxFact.id))))
    session.rollback()
    session.expire_all()


def does(journey: Callable[..., bool], who: Person, why: str = "Reports") -> bool:
    with door():
        return journey(person_id=who.id, why=why, actor=ADA, at=clock.now())


def barred(who: Person) -> tuple[str, list[str]]:
    session.rollback()
    row = session.get_one(Seller, who.id, populate_existing=True)
    return row.state, row.barred


@pytest.mark.parametrize(
    ("away", "back"), [(suspend_seller, restore_seller), (suspend_person, restore_person)]
)
def test_what_they_offer_is_nowhere_and_comes_back(
    client: Client, away: Callable[..., bool], back: Callable[..., bool]
) -> None:
    mei = used.seller()
    shown, own = used.listing(of=mei, title="Fridge of Mei"), used.draft(of=mei)
    waiting = used.draft(of=mei, state="submitted", submitted_at=clock.now())
    front, plate = (
        photos.photo(mei, f"listing:{shown.id}", published=True),
        photos.photo(mei, f"listing:{shown.id}"),
    )
    handle = session.get_one(Seller, mei.id).handle
    pages = ("/second-hand", "/", f"/sellers/{handle}", "/second-hand?q=haier")
    with door():
        session.execute(update(Listing).values(search=func.to_tsvector("simple", "haier fridge")))

    for page in pages:
        client.get(page).says("Fridge of Mei")
    assert does(away, mei)
    assert not does(away, mei)
    client.app.extensions["pagecache"].shelf.clear()
    for page in pages:
        client.get(page).hides("Fridge of Mei")
    client.get(f"/second-hand/{shown.number}").is_(404)
    assert shown.number not in client.get("/sitemap/second-hand-0.xml").text
    with pytest.raises(Missing):
        buys(shown, Buyer())
    told()
    assert [reread(row).state for row in (shown, waiting, own)] == ["withheld", "withheld", "draft"]
    assert [session.get_one(Photo, one.id).published for one in (front, plate)] == [False, False]

    assert does(back, mei)
    assert not does(back, mei)
    told()
    client.app.extensions["pagecache"].shelf.clear()
    client.get("/second-hand").says("Fridge of Mei")
    client.get(f"/second-hand/{shown.number}").is_(200)
    assert [reread(row).state for row in (shown, waiting, own)] == ["published", "submitted", "draft"]
    assert [session.get_one(Photo, one.id).published for one in (front, plate)] == [True, False]
    assert reread(shown).search


def test_what_its_seller_took_away_meanwhile_stays_with_them(house: Flask) -> None:
    mei = used.seller()
    kept, gone = used.listing(of=mei), used.listing(of=mei)
    does(suspend_seller, mei)
    with door():
        unpublish_listing(number=gone.number, seller_id=mei.id, actor=as_buyer(mei), at=clock.now())
    does(restore_seller, mei)
    assert [reread(row).state for row in (kept, gone)] == ["published", "draft"]


def test_the_last_thing_that_keeps_them_counts(house: Flask) -> None:
    mei = used.seller()
    row = used.listing(of=mei)
    does(suspend_seller, mei)
    does(suspend_person, mei)
    assert barred(mei) == ("suspended", [ACCOUNT, DESK])
    does(restore_seller, mei)
    assert barred(mei) == ("suspended", [ACCOUNT])
    assert reread(row).state == "withheld"
    does(restore_person, mei)
    assert barred(mei) == ("active", [])
    assert reread(row).state == "published"


def test_what_falls_through_meanwhile_is_withheld_too(house: Flask) -> None:
    row = used.listing()
    mei = session.get_one(Person, row.seller_id)
    order = used_paid(row)
    does(suspend_seller, mei)
    assert reread(row).state == "reserved"  # what is being bought runs on
    with door():
        cancel_order(order_id=order.id, actor=as_buyer(order.buyer_id), at=clock.now())
    assert reread(row).state == "withheld"
    does(restore_seller, mei)
    assert reread(row).state == "published"


def test_nobody_suspends_or_restores_themselves(house: Flask) -> None:
    mei = used.seller()
    for journey in (suspend_seller, restore_seller):
        with pytest.raises(Refused, match="Somebody else"), door():
            journey(person_id=mei.id, why="x", actor=acting(mei.id, "admin"), at=clock.now())
    with pytest.raises(Missing), door():
        suspend_seller(person_id=cast.person("Bo").id, why="x", actor=ADA, at=clock.now())


def test_a_thousand_listings_go_in_as_many_statements_as_one(client: Client) -> None:
    one, many = used.seller("One"), used.seller("Many")
    used.listing(of=one)
    like = used.listing(of=many)
    columns = ", ".join(
        column.name
        for column in Listing.__table__.columns
        if column.name not in ("id", "number", "search") and column.computed is None
    )
    session.execute(
        text(
            f"INSERT INTO listing (number, {columns}) SELECT 'L-' || n, {columns} "
            "FROM listing, generate_series(1, 1000) n WHERE id = :id"
        ),
        {"id": like.id},
    )
    session.commit()
    for who in (one, many):
        for journey in (suspend_seller, restore_seller):
            with client.sql(20):
                assert does(journey, who)
    assert session.scalar(select(func.count()).where(Listing.state == "published")) == 1002
    written = select(func.count()).where(StateChange.verb == "withhold", StateChange.actor_id == ADA.id)
    assert session.scalar(written) == 1002
