"""A listing after its draft: submitted, taken back, changed, taken off; its photos; what strangers cannot do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from marketplace.domains.inventory.models import Unit
from marketplace.domains.listings.events import ListingDecided, ListingEditDecided, ListingPublished
from marketplace.domains.listings.models import ListingEdit, Recall
from marketplace.domains.notifications.models import Notice
from marketplace.domains.notifications.speak import speak
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.journeys.moderating.decide_listing import decide_listing
from marketplace.journeys.notices import tell_about
from tests import cast
from tests.factories import used
from tests.factories.pictures import jpeg
from tests.portals.seller.conftest import again, moderator, on_shelf, photos, whole_draft

if TYPE_CHECKING:
    from marketplace.domains.accounts.models import Person
    from tests.client import Client


def test_what_was_submitted_can_be_taken_back_and_submitted_again(client: Client, mei: Person) -> None:
    row = whole_draft(mei)
    page = client.get(f"/sell/listings/{row.number}").press("Submit it")
    assert again(row).state == "submitted"
    page.press("Take it back to change it").says("It is a draft again")
    assert again(row).state == "draft"
    client.get(f"/sell/listings/{row.number}").press("Submit it")
    client.post(f"/sell/listings/{row.number}/submission", {}).is_(200)  # twice is once
    assert again(row).state == "submitted"
    client.get(f"/sell/listings/{row.number}/price").is_(409)
    client.post(f"/sell/listings/{row.number}/price/draft", {"price": "1"}).is_(409)


def test_a_recalled_model_is_refused_in_words(client: Client, mei: Person) -> None:
    row = whole_draft(mei, model="BCD-206WD")
    session.add(Recall(brand="haier", model="bcd206", about={"en": "Fire"}, created_at=clock.now()))
    session.commit()
    client.get(f"/sell/listings/{row.number}").says("called back")
    client.post(f"/sell/listings/{row.number}/submission", {}).says("called back")
    assert again(row).state == "draft"


def test_an_appliance_is_on_offer_once(client: Client, mei: Person) -> None:
    first, second = whole_draft(mei, serial="SN-1234"), whole_draft(mei, serial="SN-1234")
    client.get(f"/sell/listings/{first.number}").press("Submit it")
    unit = session.scalars(select(Unit)).one()
    assert (unit.serial, unit.owner_id, again(first).unit_id) == ("SN-1234", mei.id, unit.id)
    client.get(f"/sell/listings/{second.number}").press("Submit it").says("on offer already")
    assert again(second).state == "draft"


def test_somebody_else_s_serial_number_brings_no_history(client: Client, mei: Person) -> None:
    theirs = used.unit(cast.person("Li"), serial="SN-THEIRS")
    row = whole_draft(mei, serial="SN-THEIRS", product_id=theirs.product_id)
    client.get(f"/sell/listings/{row.number}").press("Submit it")
    assert (again(row).state, again(row).unit_id) == ("submitted", None)


def test_a_number_somebody_else_has_looks_like_one_nobody_has(client: Client, mei: Person) -> None:
    used.unit(cast.person("Li"), serial="SN-999")
    product, seen = cast.product(), []
    for serial in ("SN-999", "NEW-999"):
        row = whole_draft(mei, serial=serial, product_id=product.id)
        page = client.get(f"/sell/listings/{row.number}").press("Submit it").says("A moderator looks at it")
        assert again(row).state == "submitted"
        seen.append(page.words)
    assert seen[0] == seen[1]
    assert "history" not in seen[0]


def test_taken_off_the_shelf_its_photos_go_with_it(client: Client, mei: Person) -> None:
    row = on_shelf(mei)
    assert any(photo.published for photo in photos(row))
    client.get(f"/sell/listings/{row.number}").press("Take it off the shelf").says("off the shelf")
    assert (again(row).state, again(row).revision) == ("draft", 2)
    assert not any(photo.published for photo in photos(row))


def test_what_somebody_is_buying_stays(client: Client, mei: Person) -> None:
    row = on_shelf(mei, state="reserved", reserved_for="order:O-1")
    client.get(f"/sell/listings/{row.number}").hides("Take it off the shelf")
    client.raw("DELETE", f"/sell/listings/{row.number}/publication", b"", "text/plain").is_(409)
    kept = again(row)
    assert kept.state == "reserved"
    kept.state, kept.reserved_for = "published", None  # nobody is buying it in the books
    session.commit()


def test_a_thrown_away_draft_is_gone_with_its_photos(client: Client, mei: Person) -> None:
    row = whole_draft(mei)
    client.get(f"/sell/listings/{row.number}").press("Throw away").says("The draft is gone")
    client.get(f"/sell/listings/{row.number}").is_(404)
    assert all(photo.removed_at for photo in photos(row))


def test_photos_of_a_draft_come_go_and_change_places(client: Client, mei: Person) -> None:
    row = used.draft(mei, session.get_one(type(cast.category()), whole_draft(mei).category_id))
    url = f"/sell/listings/{row.number}/photos"
    client.post(url, {"photos": (jpeg(200, 150), "a.jpg")}).is_(200)
    client.post(url, {"photos": (jpeg(200, 151), "b.jpg")}).is_(200)
    client.post(url, {"photos": (jpeg(200, 152), "plate.jpg"), "role": "plate"}).is_(200)
    client.post(url, {"photos": (b"no photo", "c.jpg")}).is_(422).says("c.jpg")
    client.get(f"/sell/listings/{row.number}").says("Being prepared")
    first, second, plate = photos(row)
    assert (first.role, plate.role) == ("", "plate")
    moved = client.post(f"{url}/{second.token}", {"act": "up", "part": "photos"}, follow=False).is_(303)
    assert moved.headers["Location"].endswith(f"/photos#photo-{second.token}"), "it stays in sight"
    assert client.get(url).all("li", id=f"photo-{second.token}")
    session.expire_all()
    assert [photo.id for photo in photos(row)] == [second.id, first.id, plate.id]
    gone = client.post(f"{url}/{first.token}", {"act": "off", "part": "photos"}, follow=False).is_(303)
    assert gone.headers["Location"].endswith("/photos#photos")
    client.post(f"{url}/{'x' * 22}", {"act": "off"}).is_(404)


def test_photos_that_buyers_see_are_not_taken_off_behind_the_moderator(client: Client, mei: Person) -> None:
    row = on_shelf(mei)
    shown = photos(row)[0]
    client.post(f"/sell/listings/{row.number}/photos/{shown.token}", {"act": "off"}).is_(409)
    client.post(f"/sell/listings/{row.number}/photos", {"photos": (jpeg(200, 150), "new.jpg")}).is_(200)
    assert [photo.published for photo in photos(row)] == [True, True, True, False, False]
    waiting = whole_draft(mei, state="submitted", submitted_at=clock.now())
    client.get(f"/sell/listings/{waiting.number}/photos").is_(409)


def test_the_seller_is_told_what_was_decided(client: Client, mei: Person) -> None:
    row = whole_draft(mei, state="submitted", submitted_at=clock.now())
    edit = ListingEdit(listing_id=row.id, changes={"price": 1}, of_revision=1, submitted_at=clock.now())
    session.add(edit)
    session.commit()
    with door():
        decide_listing(listing_id=row.id, verb="ask", reason="plate", actor=moderator(), at=clock.now())
    with door():
        edit = session.get_one(ListingEdit, edit.id)
        edit.reason = "price"
        facts = [
            ListingPublished(row.id),
            ListingDecided(row.id, "ask"),
            ListingEditDecided(edit.id, "reject"),
        ]
        assert tell_about(facts, clock.now()) == 3
        assert tell_about(facts, clock.now()) == 0
    told = {n.kind: speak(n.kind, n.params, "zh") for n in session.scalars(select(Notice))}
    assert "铭牌" in told["listing_changes"].body
    assert row.title in told["listing_published"].title
    assert told["edit_rejected"].body.endswith("商品保持原样在架。")
