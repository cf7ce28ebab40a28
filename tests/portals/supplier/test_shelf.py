"""Offers, stock, warehouses and new products, in pages."""

import json

import pytest

from marketplace.domains.catalog.models import Offer, Product
from marketplace.domains.catalog.seed import seed
from marketplace.domains.catalog.tree import atlas
from marketplace.foundation.db import door, session
from tests import cast
from tests.client import Client
from tests.factories.shopping import stock_of
from tests.portals.supplier.conftest import Company


def price_on_shelf(company: Company) -> tuple[int, bool, bool]:
    session.rollback()
    row = session.get_one(Product, company.shelf.product.id)
    session.refresh(row)
    return row.price_from, row.in_stock, row.on_shelf


def test_the_list_shows_what_is_left_after_commission(client: Client, company: Company) -> None:
    company.shelf.offer.cost_price = 200_000
    session.commit()
    for number in range(3):
        cast.shelf(of=company.supplier, what=cast.product(f"XQG-{number}"), stock=number)
    cast.shelf(what=cast.product("THEIRS-1"))
    client.as_(company.clerk).get("/supplier/")
    with client.sql(5):
        page = client.get("/supplier/offers").is_(200)
    page.says("XQG-0", "¥2,899.00", "Left to you", "Margin").hides("THEIRS-1")
    client.get("/supplier/offers?shelf=out").says("XQG-0").hides("XQG-1")
    client.get("/supplier/offers?shelf=low&q=xqg").says("XQG-2").hides(company.shelf.product.model)
    client.get("/supplier/offers?shelf=off").says("No offer fits that")
    sheet = client.get("/supplier/offers.csv")
    assert "2000.00" in sheet.text
    assert "THEIRS-1" not in sheet.text


def test_changing_the_price_tells_the_shelf_at_once(client: Client, company: Company) -> None:
    client.as_(company.clerk)
    page = client.get(f"/supplier/offers/{company.shelf.offer.id}")
    page = (
        page.form(button="Save").fill(price="2,500", cost_price="1800").submit("Save").is_(200).says("Saved.")
    )
    assert price_on_shelf(company) == (250_000, True, True)
    page.says("¥1,800.00", "Margin")
    page.form(button="Save").fill(price="abc").submit("Save").is_(422).says("Write an amount")
    page.form(button="Save").fill(price="0").submit("Save").is_(422)


def test_two_clerks_at_once_do_not_overwrite_each_other(client: Client, company: Company) -> None:
    path = f"/supplier/offers/{company.shelf.offer.id}"
    mine = client.as_(company.clerk).get(path).form(button="Save")
    theirs = client.another(company.owner).get(path).form(button="Save")
    mine.fill(price="2700").submit("Save").is_(200)
    theirs.fill(price="2600").submit("Save").is_(409).says("Somebody changed this offer")
    assert price_on_shelf(company)[0] == 270_000
    client.post(
        path, {"price": "1", "warranty_months": "1", "delivery_days": "1", "state": "on", "seen": "x"}
    ).is_(409)


def test_off_sale_and_back(client: Client, company: Company) -> None:
    client.as_(company.clerk)
    page = client.get("/supplier/offers").press("Take off sale").says("It is off sale", "Put on sale")
    assert price_on_shelf(company)[2] is False
    page.press("Put on sale").says("It is on sale")
    assert price_on_shelf(company) == (289_900, True, True)


def test_receiving_twice_by_accident_receives_once(client: Client, company: Company) -> None:
    client.as_(company.clerk)
    form = (
        client.get(f"/supplier/offers/{company.shelf.offer.id}/stock")
        .form(button="Receive")
        .fill(quantity="3")
    )
    form.submit("Receive").says("Received.", "+3")
    form.submit("Receive").is_(200)
    assert stock_of(company.shelf) == (8, 0)
    page = client.get(f"/supplier/offers/{company.shelf.offer.id}/stock")
    page = page.form(button="Set the count").fill(on_hand="0").submit("Set the count").says("Counted.", "-8")
    assert price_on_shelf(company)[1] is False
    page.form(button="Receive").fill(quantity="-1").submit("Receive").is_(422)
    with client.sql(8):
        client.get(f"/supplier/offers/{company.shelf.offer.id}/stock")


def test_anothers_warehouse_receives_nothing(client: Client, company: Company) -> None:
    other = cast.shelf()
    client.as_(company.clerk)
    data = {"quantity": "3", "warehouse": str(other.warehouse.id), "replay_key": "x" * 20}
    client.post(f"/supplier/offers/{company.shelf.offer.id}/receipts", data).is_(422).says(
        "Choose one of these"
    )
    client.get(f"/supplier/offers/{other.offer.id}").is_(404)
    client.get(f"/supplier/warehouses/{other.warehouse.id}").is_(404)


def test_a_closed_warehouse_sells_nothing_and_opens_again(client: Client, company: Company) -> None:
    client.as_(company.clerk)
    page = client.get("/supplier/warehouses").press("Shut").says("Closed. What is kept")
    client.get("/supplier/offers?shelf=out").says(company.shelf.product.model)
    page.press("Open again").says("The warehouse is open.")
    page = client.get("/supplier/warehouses/new")
    typed = {"code": "main", "name_en": "Second", "name_zh": "二仓"}
    page.form(button="Save").fill(typed).submit("Save").is_(422).says(
        "You have a warehouse with this code already"
    )
    page.form(button="Save").fill({**typed, "code": "sh-2"}).submit("Save").says("SH-2")
    row = client.get("/supplier/warehouses").click("SH-2 · Second")
    row.form(button="Save").fill(name_en="Third").submit("Save").says("SH-2 · Third")


@pytest.fixture
def tree(company: Company) -> None:
    with door():
        seed()
    atlas.forget()


def test_bringing_a_new_product_with_its_facts(client: Client, company: Company, tree: None) -> None:
    client.as_(company.clerk)
    page = (
        client.get("/supplier/offers/new?q=BCD-999")
        .says("The catalogue does not know")
        .click("Bring a new product")
    )
    page = (
        page.click("Three-door refrigerators")
        if "Three-door refrigerators" in page.words
        else client.get("/supplier/products/new/three-door-fridges?model=BCD-999")
    )
    typed = {
        "brand": "Haier",
        "model": "BCD-999",
        "price": "3999",
        "attr_capacity": "320.5",
        "attr_grade": "1",
        "pieces": "4",
    }
    odd = page.form(button="Put it on the shelf").fill({**typed, "attr_capacity": "lots"}).submit().is_(422)
    assert 'value="lots"' in odd.text
    page.form(button="Put it on the shelf").fill(typed).submit().is_(200).says(
        "The product is on the shelf", "BCD-999"
    )
    product = session.query(Product).filter_by(model="BCD-999").one()
    assert json.dumps(product.attributes, sort_keys=True) == '{"capacity": 320.5, "grade": "1"}'
    assert (product.price_from, product.in_stock) == (399_900, True)
    page.form(button="Put it on the shelf").fill(typed).submit().is_(422).says("in the catalogue already")
    client.get("/supplier/offers/new?q=BCD-999").says("You offer it: change the terms")


def test_offering_what_the_catalogue_knows(client: Client, company: Company, tree: None) -> None:
    known = cast.product("BCD-555")
    client.as_(company.clerk)
    page = client.get(f"/supplier/offers/new/{known.slug}")
    page.form(button="Put it on the shelf").fill(price="1000", pieces="2").submit().says(
        "Your offer is on the shelf"
    )
    page.form(button="Put it on the shelf").fill(price="1000", pieces="2").submit().is_(422).says("already")
    session.rollback()
    assert session.query(Offer).filter_by(product_id=known.id).count() == 1
    assert session.get_one(Product, known.id).price_from == 100_000
