"""Where the manual is: named by suppliers, shown with the product, mended by staff."""

from __future__ import annotations

import pytest

from marketplace.domains.catalog.models import Product
from marketplace.domains.catalog.reading.coolspot import read_row
from marketplace.domains.catalog.reading.rules import Rules
from marketplace.domains.catalog.seed import seed
from marketplace.domains.catalog.shelve import shelve
from marketplace.domains.catalog.stand.manual import manual_address
from marketplace.domains.catalog.tree import atlas
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Refused
from tests import cast
from tests.client import Client

MANUAL = "https://www.haier.com/manuals/bcd-216.pdf?lang=zh"
HOST = "(www.haier.com)"


@pytest.fixture(autouse=True)
def tree(client: Client) -> None:
    with door():
        seed()
    atlas.forget()


@pytest.mark.parametrize(
    "typed",
    [
        "http://www.haier.com/a.pdf",
        "javascript:alert(1)",
        "//www.haier.com/a.pdf",
        "https://me:secret@www.haier.com/",
        "https://www.haier.com:8443/",
        "https://127.0.0.1/",
        "https://0x7f.1/",
        "https://www.0xc0a80001/",
        "https://localhost/",
        "https://[::1",
        "https://www.haier.com/a b",
        'https://www.haier.com/"onclick=',
        "https://海尔.com/说明书.pdf",
        f"https://www.haier.com/{'a' * 300}",
    ],
)
def test_what_is_no_plain_address_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as no:
        manual_address(typed)
    assert no.value.field == "manual"


def test_a_plain_address_is_kept_and_none_is_none() -> None:
    assert manual_address(f" {MANUAL} ") == MANUAL
    assert manual_address("  ") == ""


def test_a_file_names_it() -> None:
    row = {"category": "three-door-fridges", "brand": "Haier", "model": "BCD-216", "price": "2000"}
    assert read_row({**row, "manual": MANUAL}, Rules("CNY")).manual == MANUAL
    with pytest.raises(Refused, match="https"):
        read_row({**row, "manual": "www.haier.com"}, Rules("CNY"))


def test_what_staff_said_stands_whatever_a_file_says_later(client: Client) -> None:
    shelf, elsewhere = cast.shelf(), "https://shop.example.com/buy"
    row = read_row(
        {
            "category": "three-door-fridges",
            "brand": "Haier",
            "model": "BCD-216",
            "price": "2000",
            "manual": elsewhere,
        },
        Rules("CNY"),
    )
    with door():
        shelve([row], supplier_id=shelf.supplier.id, rewrite=False, at=clock.now())
    product = session.query(Product).filter_by(model="BCD-216").one()
    page = client.as_(cast.admin("Ada")).get(f"/admin/products/{product.id}/manual")
    page.form(button="Save").fill(manual="", why="It leads to a shop.").submit().is_(200)
    with door():
        done = shelve([row], supplier_id=shelf.supplier.id, rewrite=False, at=clock.now())
    session.refresh(product)
    assert (product.manual, done.changed) == ("", set())


def test_a_new_product_brings_it_to_its_page(client: Client) -> None:
    worker = client.as_(cast.worker_of(cast.shelf().supplier, "Wei"))
    form = worker.get("/supplier/products/new/three-door-fridges").form(button="Put it on the shelf")
    form.fill(brand="Haier", model="BCD-216", price="2000", pieces="3", manual="www.haier.com")
    answer = form.submit().is_(422).says("begins with https://")
    assert 'value="www.haier.com"' in answer.text
    form.fill(manual=MANUAL).submit().is_(200)
    product = session.query(Product).filter_by(model="BCD-216").one()
    assert product.manual == MANUAL
    page = client.another(None).get(f"/products/{product.slug}").says("Manual", HOST)
    assert f'href="{MANUAL}" rel="external nofollow noopener noreferrer"' in page.text


def test_staff_set_it_right_and_the_history_keeps_what_stood_there(client: Client) -> None:
    product = cast.shelf().product
    staff = client.as_(cast.admin("Ada"))
    page = staff.get("/admin/products").click("Manual").says(product.brand, "Left empty")
    page = page.form(button="Save").fill(manual="http://x").submit().is_(422).says("begins with https://")
    assert 'value="http://x"' in page.text
    page.form(button="Save").fill(manual=MANUAL).submit().is_(200).says("Saved.", HOST)
    emptied = staff.get(page.url).form(button="Save").fill(manual="", why="It led to a shop.").submit()
    emptied.is_(200).says("It led to a shop.", MANUAL.split("?", maxsplit=1)[0]).hides(HOST)
    session.refresh(product)
    assert product.manual == ""


@pytest.mark.parametrize("sign", ["?", "#"])
def test_the_site_is_named_and_nothing_that_follows_it(client: Client, sign: str) -> None:
    product = cast.shelf().product
    product.manual = manual_address(f"https://shop.example.com{sign}www.haier.com/manual.pdf")
    session.commit()
    client.get(f"/products/{product.slug}").says("(shop.example.com)").hides(HOST)
