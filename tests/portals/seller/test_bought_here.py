"""Selling what was bought here takes three taps beside the photos, and brings history and warranty along."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from marketplace.domains.catalog.models import Product
from marketplace.domains.inventory.models import Unit, UnitEvent
from marketplace.domains.inventory.recognise import note_event
from marketplace.domains.inventory.units.pass_on import pass_on
from marketplace.domains.inventory.units.warranty import warranty_until
from marketplace.domains.listings.models import Listing
from marketplace.foundation import clock
from marketplace.foundation.db import session
from tests import cast
from tests.domains.catalog import shelf
from tests.factories import used
from tests.factories.pictures import jpeg
from tests.portals.seller.conftest import again, hang_photos, leaf, on_shelf

if TYPE_CHECKING:
    from marketplace.domains.accounts.models import Person
    from tests.client import Client

GO = "All of it works: preview"


def bought(of: Person, days: int = 300, slug: str = "three-door-fridges", **more: object) -> Unit:
    """Let somebody have bought a fridge of our catalogue here, new, some days ago."""
    row = shelf.row(slug, "Haier", "BCD-216", kwh=190, capacity=216, grade="1")
    shelf.stand(row)
    product = session.scalars(select(Product).where(Product.model == "BCD-216")).one()
    product.price_from, product.manual = 2000_00, "https://www.haier.com/bcd-216.pdf"
    at = clock.now() - timedelta(days=days)
    unit = Unit(
        product_id=product.id, serial="SN-20240101-777", owner_id=of.id, supplier_id=cast.supplier().id,
        order_number="", sold_at=at, warranty_months=24, **more,
    )  # fmt: skip
    session.add(unit)
    session.flush()
    note_event(unit_id=unit.id, kind="sold", reference="", details={"warranty_months": 24}, at=at)
    session.commit()
    return unit


def newest() -> Listing:
    session.rollback()
    session.expire_all()
    return session.scalars(select(Listing).order_by(Listing.id.desc()).limit(1)).one()


def test_three_taps_from_what_was_bought_to_the_moderators(client: Client, mei: Person) -> None:
    unit = bought(mei)
    cast.address(mei)
    page = client.get("/sell/").press(unit.serial[-3:])  # one
    page.says("Haier BCD-216", "Sold new", "Under warranty until", "You receive")
    row = newest()
    hang_photos(mei, row)
    preview = client.get(page.url).press(GO)  # two
    preview.is_(200).says("All is there", "Sold new", "Under warranty until")
    preview.press("Submit it").says("A moderator looks at it")  # three
    row = again(row)
    assert (row.state, row.grade, row.unit_id, row.serial) == ("submitted", "good", unit.id, unit.serial)
    assert set(row.checklist.values()) == {"pass"}
    assert unit.sold_at is not None
    assert row.made_on == unit.sold_at.date().replace(day=1)
    assert row.price == row.suggested


def test_from_the_order_it_is_the_same_page(client: Client, mei: Person) -> None:
    unit = bought(mei)
    assert client.post("/sell/listings", {"unit": str(unit.id)}).url.endswith("/bought-here")


def test_photos_lead_back_to_the_one_page(client: Client, mei: Person) -> None:
    bought(mei)
    page = client.get("/sell/").press("777")
    sent = client.post(f"/sell/listings/{newest().number}/photos", {"photos": (jpeg(), "front.jpg")})
    assert sent.is_(200).url == page.url


def test_what_is_missing_is_asked_for_and_kept(client: Client, mei: Person) -> None:
    bought(mei)
    page = client.get("/sell/").press("777")
    page.form(button=GO).fill(price="", grade="fair").submit(GO).is_(422)
    answer = page.form(button=GO).fill(price="870", grade="fair", made_month="").submit(GO).is_(422)
    assert "870" in answer.text
    assert newest().price == 0
    done = page.form(button=GO).fill(price="870", grade="fair").submit(GO).is_(200)
    done.says("This is still missing", "Add a photo of the rating plate")
    assert (newest().price, newest().grade) == (870_00, "fair")


def test_gas_asks_for_the_month_on_the_plate(client: Client, mei: Person) -> None:
    bought(mei, slug="gas-water-heaters")
    page = client.get("/sell/").press("777")
    page.form(button=GO).fill(price="870").submit(GO).is_(422)
    assert newest().made_on is None


def test_it_is_only_for_what_was_bought_here(client: Client, mei: Person) -> None:
    row = used.draft(mei, leaf("two-door-fridges"))
    client.get(f"/sell/listings/{row.number}/bought-here").is_(404)
    client.post(f"/sell/listings/{row.number}/bought-here", {"price": "1"}).is_(404)


def test_buyers_read_history_warranty_and_where_the_manual_is(client: Client, mei: Person) -> None:
    unit = bought(mei)
    listing = on_shelf(mei, unit_id=unit.id)
    guest = client.another(None)
    known = ("Sold new", "Under warranty until", "Manual (www.haier.com)")
    guest.get(f"/second-hand/{listing.number}").says(*known)
    client.get(f"/sell/listings/{listing.number}").says(*known)


def test_a_warranty_that_is_over_is_said_to_be(client: Client, mei: Person) -> None:
    listing = used.listing(mei, unit_id=bought(mei, days=900).id)
    client.get(f"/second-hand/{listing.number}").says("Its warranty ended on")


def sold(at: datetime, months: int) -> tuple[Unit, list[UnitEvent]]:
    return Unit(sold_at=at, warranty_months=months), [
        UnitEvent(kind="sold", at=at, details={"warranty_months": months})
    ]


@pytest.mark.parametrize(
    ("day", "months", "until"),
    [("2024-01-31", 1, "2024-02-29"), ("2023-12-15", 12, "2024-12-15"), ("2024-11-30", 3, "2025-02-28")],
)
def test_a_warranty_ends_on_a_day_there_is(day: str, months: int, until: str) -> None:
    unit, history = sold(datetime.fromisoformat(day).replace(tzinfo=UTC), months)
    assert str(warranty_until(unit, history)) == until
    assert str(warranty_until(unit, [])) == until


def test_what_has_none_says_none() -> None:
    at = clock.now()
    assert warranty_until(*sold(at, 0)) is None
    resold = Unit(sold_at=at, warranty_months=12)
    assert warranty_until(resold, [UnitEvent(kind="sold_used", at=at, details={})]) is None
    assert warranty_until(Unit(sold_at=None, warranty_months=12), []) is None


def test_a_used_sale_does_not_begin_it_anew(client: Client, mei: Person) -> None:
    unit = bought(mei, days=100)
    pass_on(unit_id=unit.id, owner_id=cast.person("Li").id, order_number="O-1", price=1, at=clock.now())
    session.refresh(unit)
    history = list(session.scalars(select(UnitEvent).where(UnitEvent.unit_id == unit.id)))
    new = next(event.at for event in history if event.kind == "sold")
    until = warranty_until(unit, history)
    assert until is not None
    assert (until.year - new.year) * 12 + until.month - new.month == 24
    session.rollback()
