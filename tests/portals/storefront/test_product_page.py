"""One product and several side by side: what a person weighs before buying."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests import cast
from tests.domains.catalog import shelf
from tests.portals.storefront.hands import titles

if TYPE_CHECKING:
    from tests.client import Client


def test_a_product_lets_suppliers_be_weighed(stocked: Client) -> None:
    cheaper = shelf.row(
        "three-door-fridges", "Haier", "BCD-206STPA", 189_900, capacity=206, doors="three", kwh=200, grade="2"
    )
    shelf.stand(cheaper, of=cast.supplier("Southwind"), pieces=2)
    page = stocked.get("/products/haier-bcd-206stpa").is_(200)
    page.says(
        "2 suppliers offer it",
        "¥1,899.00",
        "¥1,999.00",
        "Southwind",
        "Only 2 left",
        "Protected payment",
        "200 kWh a year",
    )
    assert page.text.index("Southwind") < page.text.index("Northwind")
    form = page.form("/cart/lines", button="Add to cart from Southwind")
    assert form is not None
    data = json.loads(page.one("script", type="application/ld+json").text or "")
    assert data["@type"] == "Product"
    assert [offer["price"] for offer in data["offers"]] == ["1899.00", "1999.00"]
    assert data["offers"][0]["itemCondition"].endswith("NewCondition")
    assert page.one("link", rel="canonical").get("href", "").endswith("/products/haier-bcd-206stpa")
    assert {e.get("hreflang") for e in page.all("link", rel="alternate")} == {"en", "zh-Hans", "x-default"}
    asked = stocked.get("/products/haier-bcd-206stpa?lang=zh")
    assert asked.one("link", rel="canonical").get("href", "").endswith("?lang=zh")


def test_running_costs_follow_the_price_of_electricity(stocked: Client) -> None:
    from marketplace.foundation import dials
    from marketplace.foundation.db import session

    stocked.get("/products/haier-bcd-206stpa").says("about ¥112.00 a year", "about ¥3,119.00")
    dials.turn("electricity_price_minor_per_kwh", 100)
    session.commit()
    stocked.get("/products/haier-bcd-206stpa?again").says("about ¥200.00 a year", "about ¥3,999.00")


def test_sold_out_and_unknown_products(stocked: Client) -> None:
    shelf.stand(shelf.row("ovens", "Lushan", "OV-1"), pieces=0)
    stocked.get("/products/lushan-ov-1").is_(200).says("Every supplier has run out.").hides("Add to cart")
    stocked.get("/products/no-such-thing").is_(404)
    stocked.get("/categories/no-such-thing").is_(404)
    stocked.get("/categories/no-such-thing/feed.xml").is_(404)


def test_the_better_value_is_marked(stocked: Client) -> None:
    page = stocked.get("/compare?p=haier-bcd-206stpa&p=leader-bcd-165ltmpj&p=haier-bcd-206stpa&p=nobody").is_(
        200
    )
    better = [" ".join("".join(e.itertext()).split()) for e in page.all("span", class_="better")]
    assert better == ["¥999.00", "¥100.80", "¥2,007.00", "206 L", "180 kWh a year"]
    alone = page.click("Take away: Haier BCD-206STPA")
    assert alone.all("span", class_="better") == []
    both = (
        alone.form("/compare", button="Find")
        .fill(add="bcd-213")
        .submit("Find")
        .click("Add: Haier BCD-213WMPV")
    )
    both.says("BCD-213WMPV", "BCD-165LTMPJ")


def test_more_than_four_are_left_out(stocked: Client) -> None:
    slugs = [
        "haier-bcd-206stpa",
        "haier-bcd-213wmpv",
        "leader-bcd-165ltmpj",
        "samsung-rf-263beaesr",
        "haier-eg10014b39gu1",
    ]
    page = (
        stocked.get("/compare?" + "&".join(f"p={slug}" for slug in slugs))
        .is_(200)
        .says("The rest was left out.")
    )
    assert len(page.all("th", scope="col")) == 4


def test_recently_seen_cards_come_by_id(stocked: Client) -> None:
    part = stocked.get("/recent?ids=1,2,x,99999999999999999999999").is_(200)
    assert len(titles(part)) <= 2
