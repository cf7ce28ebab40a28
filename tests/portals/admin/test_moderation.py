"""The moderation desk: oldest first, odd things named, decided one by one or together, taken back, never one's own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from marketplace.domains.accounts.models import Person
from marketplace.domains.catalog.models import Category
from marketplace.domains.catalog.seed import seed
from marketplace.domains.catalog.tree import atlas
from marketplace.domains.listings.models import Listing, ListingEdit, Seller
from marketplace.domains.photos.models import Photo
from marketplace.foundation import clock, ids
from marketplace.foundation.db import door, session
from marketplace.journeys.moderating.flag_listing import flag_listing
from tests import cast
from tests.client import Client
from tests.factories import used


def waiting(of: Person | None = None, **more: Any) -> Listing:
    asked: dict[str, object] = {"state": "submitted", "submitted_at": clock.now()}
    return used.draft(of=of or used.seller(), **{**asked, **more})


def photo(of: Listing, looks: int = 0, **more: Any) -> Photo:
    row = Photo(
        token=ids.new_token()[:32], owner_id=of.seller_id, purpose="listing", holder=f"listing:{of.id}", state="ready",
        source="x", source_bytes=1, sha256=b"x", sizes={"320": [320, 240]}, looks=looks,
        bands=[part << 16 | looks >> 16 * part & 0xFFFF for part in range(4)], created_at=clock.now(), **more,
    )  # fmt: skip
    session.add(row)
    session.commit()
    return row


def state_of(row: Listing) -> str:
    session.rollback()
    return session.get_one(Listing, row.id, populate_existing=True).state


def moderator(client: Client) -> Person:
    ada = cast.admin(permissions=("moderate",))
    client.as_(ada)
    return ada


def test_the_oldest_comes_first_with_what_is_odd(client: Client) -> None:
    late = waiting(title="Younger one")
    early = waiting(
        title="Elder one", words="Call 138 0013 8000", submitted_at=clock.now() - timedelta(hours=2)
    )
    for row in (early, late):
        flag_listing(listing_id=row.id, at=clock.now())
    session.commit()
    moderator(client)
    page = client.get("/admin/moderation").says("Elder one", "Younger one", "Contact", "New seller")
    assert page.words.index("Elder one") < page.words.index("Younger one")
    client.get("/admin/moderation?flag=contact").says("Elder one").hides("Younger one")
    page.click("Elder one").says("Names a way to meet elsewhere: “138 0013 8000”")


def test_approved_it_is_seen_with_its_photos_but_not_its_plate(client: Client) -> None:
    row = waiting()
    front, plate = photo(row), photo(row, role="plate")
    moderator(client)
    page = (
        client.get(f"/admin/moderation/{row.number}")
        .form(button="Decide")
        .fill(verdict="approve")
        .submit("Decide")
    )
    page.is_(200).says("Approved", "Undo")
    assert state_of(row) == "published"
    assert [session.get_one(Photo, p.id).published for p in (front, plate)] == [True, False]
    page.press("Undo what you just decided").says("1 listing waits again.")
    assert state_of(row) == "submitted"
    assert not session.get_one(Photo, front.id, populate_existing=True).published


def test_the_category_it_stands_in_is_named(client: Client) -> None:
    with door():
        seed()
    atlas.forget()
    fridges = session.query(Category).filter_by(slug="two-door-fridges").one()
    row = waiting(category_id=fridges.id, department_id=fridges.parent_id)
    moderator(client)
    client.get(f"/admin/moderation/{row.number}").says(fridges.name["en"])


@pytest.mark.parametrize(("verdict", "became"), [("ask", "changes"), ("reject", "rejected")])
def test_a_no_needs_a_reason(client: Client, verdict: str, became: str) -> None:
    row = waiting()
    moderator(client)
    address = f"/admin/moderation/{row.number}"
    client.post(address, {"verdict": verdict}).is_(422).says("Say why.")
    client.post(address, {"verdict": verdict, "reason": "photos", "words": "The door, please."}).is_(200)
    assert state_of(row) == became
    client.get(address).says("Show the front", "The door, please.")


def test_many_are_decided_alike_and_taken_back_together(client: Client) -> None:
    ada = moderator(client)
    own = waiting(of=used_seller_who_is(ada))
    rows = [waiting() for _ in range(3)]
    client.post("/admin/moderation", {"verdict": "approve"}).is_(422).says("Tick at least one")
    with client.sql(30):  # as many for a hundred
        page = client.post("/admin/moderation", {"id": [r.id for r in (*rows, own)], "verdict": "approve"})
    page.is_(200).says("3 listings decided.", "your own")
    assert [state_of(row) for row in (*rows, own)] == ["published"] * 3 + ["submitted"]
    page.press("Undo what you just decided").says("3 listings wait again.")
    assert [state_of(row) for row in rows] == ["submitted"] * 3


def test_what_its_seller_took_back_meanwhile_stays_with_them(client: Client) -> None:
    row = used.draft(of=used.seller(), submitted_at=clock.now())
    moderator(client)
    client.post("/admin/moderation/undo", {"id": [row.id]}).says("stay as they are")
    assert state_of(row) == "draft"


def test_nobody_moderates_their_own(client: Client) -> None:
    ada = moderator(client)
    row = waiting(of=used_seller_who_is(ada))
    client.get(f"/admin/moderation/{row.number}").says("Somebody else has to decide")
    client.post(f"/admin/moderation/{row.number}", {"verdict": "approve"}).is_(422)
    assert state_of(row) == "submitted"


def used_seller_who_is(who: Person) -> Person:
    session.add(Seller(person_id=who.id, handle=f"s{who.id}", verified_at=clock.now(), place={}))
    session.commit()
    return who


def test_another_sellers_photo_is_found_again(client: Client) -> None:
    looks = 0x0F0F_3C3C_5A5A_1234
    first, second, third = used.listing(), waiting(), waiting()
    photo(first, looks)
    photo(second, looks ^ 0b101)
    photo(third, ~looks % 2**62)
    photo(third, looks, role="plate")  # a plate looks like every other of its model
    photo(used.listing(), ~looks % 2**62, role="plate")
    for row in (second, third):
        flag_listing(listing_id=row.id, at=clock.now())
    session.commit()
    assert second.flags["twin_photo"]["found"] == first.number
    assert "twin_photo" not in third.flags


def test_an_edit_is_seen_beside_what_is_on_the_shelf(client: Client) -> None:
    row = used.listing(price=90_000)
    edit = ListingEdit(
        listing_id=row.id,
        changes={"price": 80_000, "words": "Now cheaper."},
        of_revision=1,
        submitted_at=clock.now(),
    )
    session.add(edit)
    session.commit()
    moderator(client)
    page = client.get("/admin/moderation/edits").says(row.title).click(row.title)
    page.says("¥900.00", "¥800.00", "Now cheaper.")
    page.form(button="Decide").fill(verdict="approve").submit("Decide").is_(200).says("Approved")
    session.rollback()
    now = session.get_one(Listing, row.id, populate_existing=True)
    assert (now.price, now.words, now.revision, now.state) == (80_000, "Now cheaper.", 2, "published")


def test_a_thousand_waiting_stay_fast(client: Client) -> None:
    one = waiting()
    session.execute(
        text(
            "INSERT INTO listing (number, seller_id, state, revision, brand, model, serial, title, words, attributes, "
            "grade, checklist, defects, price, takes_proposals, size_class, ways, extras, shipping, place, province, "
            "city, flags, risk, reason, reason_words, favourites, created_at, saved_at, submitted_at) "
            "SELECT 'L-' || n, :mei, 'submitted', 0, 'B', 'M', '', 'T ' || n, '', '{}', 'good', '{}', '{}', 100, true, "
            "'large', '[]', '[]', 0, '{}', '', '', '{\"old\": {\"years\": 20}}', 10, '', '', 0, now(), now(), "
            "now() - make_interval(secs => n) FROM generate_series(1, 1000) n"
        ),
        {"mei": one.seller_id},
    )
    session.commit()
    moderator(client)
    with client.sql(8):
        page = client.get("/admin/moderation").says("T 1000", "1,000+")
    with client.sql(8):
        page.click("Next").hides("T 1000")


def test_drafts_are_nobodys_business(client: Client) -> None:
    row = used.draft(of=used.seller())
    moderator(client)
    client.get(f"/admin/moderation/{row.number}").is_(404)
