"""Writing a listing step by step, as a person does it in the browser without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from marketplace.domains.listings.models import Listing
from marketplace.foundation import clock
from marketplace.foundation.db import session
from tests import cast
from tests.domains.catalog import shelf
from tests.factories import used
from tests.portals.seller.conftest import hang_photos, leaf, whole_draft

if TYPE_CHECKING:
    from marketplace.domains.accounts.models import Person
    from tests.client import Client
    from tests.pages import Page

NEXT = "Save and go on"
LAST_YEAR = str(clock.now().year - 1)


def newest() -> Listing:
    session.rollback()
    session.expire_all()
    return session.scalars(select(Listing).order_by(Listing.id.desc())).first()


def step(client: Client, row: Listing, name: str) -> Page:
    return client.get(f"/sell/listings/{row.number}/{name}").is_(200)


def test_from_the_first_page_to_the_moderators(client: Client, mei: Person) -> None:
    fridge = shelf.row("three-door-fridges", "Haier", "BCD-216", kwh=190, capacity=216, grade="1")
    shelf.stand(fridge)
    cast.address(mei)
    client.get("/sell/").is_(200).says("Sell something")
    found = client.get("/sell/listings/new?q=bcd-216").is_(200).says("Haier BCD-216")
    what = found.form(button="Haier BCD-216").submit("Haier BCD-216")
    row = newest()
    assert (row.brand, row.model, row.state, row.size_class) == ("Haier", "BCD-216", "draft", "large")
    assert row.attributes["capacity"] == 216
    photos = what.form(button=NEXT).fill(made_year=LAST_YEAR, made_month="3").submit(NEXT)
    assert photos.url == f"/sell/listings/{row.number}/photos"
    hang_photos(mei, row)
    checks = step(client, row, "condition")
    checks = checks.form(button=NEXT).submit("I tried it: all of these work")
    price = checks.form(button=NEXT).fill(grade="good", words="Moving house.").submit(NEXT)
    price.says("We suggest")
    handover = price.form(button=NEXT).fill(price="650").submit(NEXT)
    preview = handover.form(button=NEXT).fill(street="衡山路 1 号").submit(NEXT)
    preview.says("All is there", "The freezer makes ice")
    preview.press("Submit it").says("A moderator looks at it")
    row = newest()
    assert (row.state, row.price, row.suggested is not None) == ("submitted", 65_000, True)
    assert row.place["district"] == "徐汇区"
    client.get("/sell/").says("Waits for a moderator")


def test_a_draft_keeps_what_is_right_and_leaves_the_rest(client: Client, mei: Person) -> None:
    row = used.draft(mei, leaf("two-door-fridges"), brand="", model="", title="")
    answer = client.post(
        f"/sell/listings/{row.number}/what/draft",
        {
            "category": str(row.category_id),
            "brand": "Haier",
            "model": "BCD 99",
            "serial": "??",
            "made_year": "",
        },
        htmx=True,
    )
    answer.is_(200).says("Saved")
    kept = newest()
    assert (kept.brand, kept.model, kept.serial) == ("Haier", "BCD 99", "")


def test_what_is_wrong_is_said_and_what_was_typed_stays(client: Client, mei: Person) -> None:
    row = used.draft(mei, leaf("two-door-fridges"))
    page = step(client, row, "what").form(button=NEXT).fill(model="", serial="ABC 123!").submit(NEXT)
    page.is_(422).says("This is no serial number")
    assert page.one("input", id="serial").get("value") == "ABC 123!"
    assert newest().model == row.model


def test_the_suggestion_can_be_taken_as_the_price(client: Client, mei: Person) -> None:
    row = whole_draft(mei, price=0, new_price=249_900)
    page = step(client, row, "price").says("We suggest").press("Use it")
    kept = newest()
    assert (kept.price, page.one("input", id="price").get("value")) == (
        kept.suggested,
        f"{kept.price / 100:.2f}",
    )


def test_a_half_said_form_says_that_it_is_not_whole(client: Client, mei: Person) -> None:
    row = whole_draft(mei)
    url = f"/sell/listings/{row.number}/price/draft"
    assert '"whole": false' in client.post(url, {"price": "1,2,3.456"}, htmx=True).headers["HX-Trigger"]
    assert newest().price == row.price
    assert '"whole": true' in client.post(url, {"price": "799"}, htmx=True).headers["HX-Trigger"]
    assert newest().price == 79_900


def test_the_title_is_made_of_brand_and_model_until_somebody_writes_one(client: Client, mei: Person) -> None:
    row = used.draft(mei, leaf("two-door-fridges"), title="")
    step(client, row, "what").form(button=NEXT).fill(
        model="KK28", made_year=LAST_YEAR, made_month="1"
    ).submit(NEXT)
    assert newest().title == "Haier KK28"
    step(client, row, "what").form(button=NEXT).fill(title="Cool one").submit(NEXT)
    step(client, row, "what").form(button=NEXT).fill(model="KK29").submit(NEXT)
    assert newest().title == "Cool one"


def test_another_kind_asks_for_its_own_facts(client: Client, mei: Person) -> None:
    row = whole_draft(mei)
    heater = leaf("gas-water-heaters")
    page = step(client, row, "what").form(button=NEXT).fill(category=str(heater.id)).submit(NEXT)
    page.is_(200).says("Gas")
    assert newest().size_class == "medium"


def test_a_unit_bought_here_brings_what_we_know(client: Client, mei: Person) -> None:
    unit = used.unit(mei)
    page = client.get("/sell/").says("Sell the one you bought here")
    page.form(button=unit.serial[-3:]).submit(unit.serial[-3:])
    row = newest()
    assert (row.unit_id, row.serial, row.product_id) == (unit.id, unit.serial, unit.product_id)
    again = client.post("/sell/listings", {"unit": str(unit.id)})
    assert again.url == f"/sell/listings/{row.number}/bought-here"


def test_a_kind_is_enough_to_begin(client: Client, mei: Person) -> None:
    page = client.get("/sell/listings/new").form(button="Microwave ovens").submit("Microwave ovens")
    row = newest()
    assert (page.url, row.size_class, row.ways) == (f"/sell/listings/{row.number}/what", "small", ["pickup"])
    client.post("/sell/listings", {"category": "refrigerators"}).is_(422)  # a department is no kind
    client.post("/sell/listings", {}).is_(422)


def test_a_stranger_s_unit_is_not_there(client: Client, mei: Person) -> None:
    unit = used.unit(cast.person("Li"))
    client.post("/sell/listings", {"unit": str(unit.id)}).is_(404)
    client.post("/sell/listings", {"unit": "9" * 30}).is_(404)


def test_who_is_no_seller_writes_and_is_led_to_the_register(client: Client) -> None:
    shelf.plant()
    li = cast.person("Li")
    client.as_(li)
    row = whole_draft(li)
    page = client.get(f"/sell/listings/{row.number}").is_(200).says("Verify my name and submit")
    assert not page.all("form", action=f"/sell/listings/{row.number}/submission")
    client.post(f"/sell/listings/{row.number}/submission", {}).says("Verify your name first")
    assert newest().state == "draft"


def test_guests_read_how_it_works_and_are_asked_to_sign_in(client: Client) -> None:
    client.get("/sell/").is_(200).says("How it goes")
    assert "/account/sign-in" in client.get("/sell/listings/new").url
