"""The second-hand shelf and a listing's page, as people see them, without a script."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from marketplace.domains.haggling.models import Favourite, Question, SavedSearch
from marketplace.domains.inventory.recognise import note_event
from marketplace.domains.listings.models import Listing, Seller
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from tests import cast
from tests.factories import shelves, used
from tests.factories.photos import photo

if TYPE_CHECKING:
    from tests.client import Client


@pytest.fixture
def shelf(client: Client) -> list[Listing]:
    shelves.plant()
    mei = used.seller("Mei")
    rows = [
        shelves.found(
            of=mei, title=f"Haier fridge {n}", price=500_00 + n * 10_00, grade="good", new_price=2500_00
        )
        for n in range(3)
    ]
    for row in rows:
        photo(mei, f"listing:{row.id}", published=True)
    return [
        *rows,
        shelves.found("front-loaders", title="Washing machine", grade="fair", place=shelves.BEIJING),
    ]


def test_the_shelf_is_narrowed_by_its_address(client: Client, shelf: list[Listing]) -> None:
    page = client.get("/second-hand").is_(200)
    page.says("Haier fridge 0").says("Washing machine").says("Good")
    page = client.get("/second-hand?grade=fair&place=11").says("Washing machine").hides("Haier fridge")
    assert page.all("a", class_="chip")
    client.get("/second-hand?q=冰箱").says("Haier fridge 1").hides("Washing machine")
    client.get("/second-hand?in=laundry").says("Washing machine").hides("Haier fridge")
    client.get("/second-hand?grade=premium").says("Nothing second-hand is like that")
    client.get("/second-hand?q=hair+fridge").is_(200)
    client.get("/second-hand?lang=zh").says("二手").says("价格")


def test_pages_cost_five_statements(client: Client, shelf: list[Listing]) -> None:
    for path in ("/second-hand", "/second-hand?q=冰箱&grade=good", f"/second-hand/{shelf[0].number}"):
        client.get(path + ("&" if "?" in path else "?") + "lang=en")
        with client.sql(5):
            client.get(path)


def test_a_listing_says_all_there_is_to_know(client: Client, shelf: list[Listing]) -> None:
    row = session.get_one(Listing, shelf[0].id)
    unit = used.unit(session.get_one(Seller, row.seller_id), serial="SN-20240101-777")
    row.unit_id, row.checklist = unit.id, {"cools": "pass"}
    row.defects = {"list": [{"kind": "scratch", "words": "Left side"}]}
    row.energy_kwh_year = 180
    session.commit()
    with door():
        note_event(
            unit_id=unit.id, kind="graded", reference=row.number, details={"grade": "good"}, at=clock.now()
        )
    page = client.get(f"/second-hand/{row.number}").is_(200)
    page.says("Scratch: Left side").says("…777").hides("SN-20240101-777").says("Graded: Good")
    page.says("80% less").says("180 kWh a year").says("Real name verified").says("Similar ones")
    data = json.loads(page.one("script", type="application/ld+json").text or "")
    assert data["offers"]["itemCondition"].endswith("/UsedCondition")
    assert data["offers"]["availability"].endswith("/InStock")
    canonical = next(link for link in page.all("link") if link.get("rel") == "canonical")
    assert canonical.get("href", "").endswith(f"/second-hand/{row.number}")


@pytest.mark.parametrize("state", ["draft", "submitted", "changes", "rejected", "discarded"])
def test_what_is_not_approved_is_not_there(client: Client, shelf: list[Listing], state: str) -> None:
    row = session.get_one(Listing, shelf[0].id)
    row.state = state
    session.commit()
    client.as_(cast.person())
    for path in ("", "/purchase"):
        client.get(f"/second-hand/{row.number}{path}").is_(404)
    for path in ("favourite", "favourite/end", "questions", "proposals", "messages"):
        client.post(f"/second-hand/{row.number}/{path}", {"words": "Is it loud?", "amount": "400"}).is_(404)


def test_what_is_sold_stays_readable_but_is_off_the_shelf(client: Client, shelf: list[Listing]) -> None:
    row = session.get_one(Listing, shelf[0].id)
    row.state, row.reserved_for = "sold", "order:O-1"
    session.commit()
    page = client.get(f"/second-hand/{row.number}").is_(200).says("This has been sold")
    assert "SoldOut" in (page.one("script", type="application/ld+json").text or "")
    client.get("/second-hand").hides("Haier fridge 0")


def test_people_keep_things_in_mind(client: Client, shelf: list[Listing]) -> None:
    client.as_(cast.person("Lin"))
    page = client.get(f"/second-hand/{shelf[0].number}").press("Keep in mind").is_(200).says("Kept in mind")
    assert session.query(Favourite).count() == 1
    session.get_one(Listing, shelf[0].id).price = 450_00
    session.commit()
    page = client.get("/account/favourites").says("Haier fridge 0").says("¥50.00 less than when you began")
    page.press("Let go").says("You keep nothing in mind yet")
    mei = client.another(cast.person("Other"))
    mei.get("/account/favourites").says("You keep nothing in mind yet")


def test_ones_own_cannot_be_kept_or_asked_about(client: Client, shelf: list[Listing]) -> None:
    from marketplace.domains.accounts.models import Person

    client.as_(session.get_one(Person, shelf[0].seller_id))
    number = shelf[0].number
    client.get(f"/second-hand/{number}").hides("Keep in mind").hides("Write to the seller")
    client.post(f"/second-hand/{number}/favourite").is_(422)
    client.post(f"/second-hand/{number}/questions", {"words": "Is it good?"}).is_(422)


def test_a_search_is_saved_and_forgotten(client: Client, shelf: list[Listing]) -> None:
    client.as_(cast.person("Lin"))
    page = client.get("/second-hand?q=冰箱&grade=good").press("Tell me of new ones, once a day")
    page.is_(200).says("Saved searches").says("“冰箱” · Good")
    assert session.query(SavedSearch).one().query == {"grade": ["good"], "q": ["冰箱"]}
    page.click("“冰箱” · Good").says("Haier fridge 1").hides("Washing machine")
    client.get("/account/searches").press("Take away").says("Search or filter second-hand")


def test_questions_are_answered_for_all_to_read(client: Client, shelf: list[Listing]) -> None:
    from marketplace.domains.accounts.models import Person

    number = shelf[0].number
    client.as_(cast.person("Lin"))
    page = client.get(f"/second-hand/{number}")
    page.form(button="Ask").fill(words="Ring me: 138 0013 8000").submit("Ask").is_(422).says(
        "Leave out phone"
    )
    page.form(button="Ask").fill(words="How loud is it?").submit("Ask").is_(200).says("Not answered yet")
    mei = client.another(session.get_one(Person, shelf[0].seller_id))
    answering = mei.get(f"/second-hand/{number}").says("How loud is it?")
    answering.form(button="Answer").fill(words="You hardly hear it.").submit("Answer").is_(200)
    client.as_(None)
    client.get(f"/second-hand/{number}").says("You hardly hear it.")
    asked = session.query(Question).one()
    stranger = client.another(cast.person("Stranger"))
    stranger.post(f"/second-hand/{number}/questions/{asked.id}/answer", {"words": "Mine!"}).is_(404)


def test_a_sellers_page_shows_record_and_shelf(client: Client, shelf: list[Listing]) -> None:
    row = session.get_one(Seller, shelf[0].seller_id)
    row.sold, row.answers_in_minutes = 3, 25
    session.commit()
    page = client.get(f"/sellers/{row.handle}").is_(200)
    page.says("Mei").says("Real name verified").says("25 min").says("Haier fridge 2").hides("Washing machine")
    client.get("/sellers/nobody").is_(404)


def test_machines_and_the_home_page_find_it(client: Client, shelf: list[Listing]) -> None:
    number = shelf[0].number
    client.get("/").says("Haier fridge 2")
    assert f"/second-hand/{number}" in client.get("/second-hand/feed.xml").text
    chunk = shelf[0].id // 10_000
    assert f"/sitemap/second-hand-{chunk}.xml" in client.get("/sitemap.xml").text
    assert f"/second-hand/{number}" in client.get(f"/sitemap/second-hand-{chunk}.xml").text


def test_one_search_field_knows_where_it_is(client: Client, shelf: list[Listing]) -> None:
    page = client.get("/second-hand?grade=good")
    assert len(page.all("input", type="search")) == 1
    assert "grade=good" in page.form("/second-hand", button="Search").fill(q="冰箱").submit("Search").url
    form = client.get(f"/second-hand/{shelf[0].number}").form("/second-hand")
    form.fill(q="冰箱").submit().says("fridge 2")
    other = client.get("/second-hand?q=冰箱&grade=good").click("Brand new")
    assert other.url.endswith("/search?q=" + quote("冰箱"))
    assert f'href="/second-hand?q={quote("冰箱")}"' in other.text
    assert 'aria-current="page">Brand new' in client.get("/search").text


def test_what_stands_nearby_is_found_around_a_city_or_ones_address(
    client: Client, shelf: list[Listing]
) -> None:
    page = client.get("/second-hand?place=11")
    assert not page.all("select", name="km")
    page = client.get("/second-hand?place=110105&km=25").says("Washing machine").hides("Haier fridge")
    page.says("about 3 km away").says("25 km around")
    client.get("/second-hand?place=1306&km=50").hides("Washing machine")
    client.get("/second-hand?place=1306&km=300").says("Washing machine").says("about 140 km away")
    client.get("/second-hand?place=home&km=25").says("Haier fridge")  # a guest has no address
    person = cast.person()
    cast.address(person, province="北京市", city="市辖区", district="海淀区")
    page = (
        client.as_(person).get("/second-hand?place=home&km=25").says("Washing machine").hides("Haier fridge")
    )
    page.form("/second-hand/searches").submit()
    assert session.query(SavedSearch).one().query["place"] == ["110108"]
