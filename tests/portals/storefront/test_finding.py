"""Finding, weighing and comparing, as a visitor does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import brotli
import pytest

from tests import cast
from tests.domains.catalog import shelf

if TYPE_CHECKING:
    from tests.client import Client
    from tests.pages import Page

HTML_LIMIT = 14 * 1024


@pytest.fixture
def stocked(client: Client) -> Client:
    shelf.plant()
    shelf.stand(*shelf.FRIDGES, of=cast.supplier("Northwind"))
    return client


def titles(page: Page) -> list[str]:
    return [" ".join("".join(e.itertext()).split()) for e in page.all("h3", class_="good-title")]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_page_reads_in_both_languages(stocked: Client, language: str) -> None:
    for path in (
        "/", "/categories", "/categories/refrigerators", "/categories/three-door-fridges", "/search", "/search?q=冰箱",
        "/search?q=zzzzz", "/products/haier-bcd-206stpa", "/compare",
        "/compare?p=haier-bcd-206stpa&p=leader-bcd-165ltmpj",
    ):  # fmt: skip
        joint = "&" if "?" in path else "?"
        page = stocked.get(f"{path}{joint}lang={language}").is_(200)
        assert f'lang="{"zh-Hans" if language == "zh" else "en"}"' in page.text


def test_home_leads_to_departments_and_popular_goods(stocked: Client) -> None:
    home = stocked.get("/").is_(200)
    assert len(home.all("a", class_="tile")) == 8
    assert len(titles(home)) == 6
    home.click("Refrigerators").says("Refrigerators")


def test_filters_live_in_the_address_and_come_off_one_by_one(stocked: Client) -> None:
    page = stocked.get("/categories/refrigerators?brand=Haier&doors=three&capacity_min=210").is_(200)
    assert titles(page) == ["Haier BCD-213WMPV three-door refrigerator, 213 L, frost-free, inverter"]
    chips = [" ".join("".join(a.itertext()).split()) for a in page.all("a", class_="chip")]
    assert chips[:3] == ["Haier", "Capacity: from 210 L", "Three-door"]
    wider = page.click("Capacity: from 210 L")
    assert len(titles(wider)) == 2
    assert titles(stocked.get("/categories/refrigerators?price_max=1000")) == [
        "Leader BCD-165LTMPJ two-door refrigerator, 165 L, direct cooling"
    ]
    assert len(titles(stocked.get("/categories/refrigerators?inverter=yes"))) == 1
    stocked.get("/categories/refrigerators?brand=Nobody").is_(200).says("Nothing has all of that.")


def test_the_filter_form_works_without_a_script(stocked: Client) -> None:
    page = stocked.get("/categories/refrigerators")
    found = (
        page.form("/categories/refrigerators", button="Show results")
        .fill(capacity_max="170")
        .submit("Show results")
    )
    assert titles(found) == ["Leader BCD-165LTMPJ two-door refrigerator, 165 L, direct cooling"]


def test_sorts(stocked: Client) -> None:
    def order(sort: str) -> list[str]:
        return [title.split()[1] for title in titles(stocked.get(f"/categories/refrigerators?sort={sort}"))]

    assert order("price") == ["BCD-165LTMPJ", "BCD-206STPA", "BCD-213WMPV", "RF-263BEAESR"]
    assert order("price-down") == order("price")[::-1]
    assert order("newest")[0] == "RF-263BEAESR"
    assert len(order("nonsense")) == 4


@pytest.mark.parametrize(
    "query",
    [
        "cursor=garbage", "cursor=WyJuIiwxLDJd", "cursor=WyJuIiwieCIsInkiXQ",
        "price_min=abc&price_max=-1", "capacity_min=1e400",
        "capacity_max=NaN", "brand=" + "x" * 500, "brand=%27%3B--", "doors=zzz", "sort=",
        "lang=xx", "grade=1&grade=2&grade=9",
        "price_min=99999999999999999999",
    ],
)  # fmt: skip
def test_made_up_addresses_are_pages_all_the_same(stocked: Client, query: str) -> None:
    stocked.get(f"/categories/refrigerators?{query}").is_(200)
    stocked.get(f"/search?q=fridge&{query}").is_(200)


def test_search_says_what_it_took_a_word_for(stocked: Client) -> None:
    page = (
        stocked.get("/search?q=samsnug")
        .is_(200)
        .says("Nothing is called “samsnug” here. These match “samsung”.")
    )
    assert len(titles(page)) == 1
    stocked.get("/search?q=fridge 200 l").says("Nothing matches exactly. These come closest.")
    stocked.get("/search?q=<script>alert(1)</script>").is_(200).says("Nothing matches all of these words.")


def test_search_narrows_to_a_part_of_the_tree(stocked: Client) -> None:
    page = stocked.get("/search?q=haier")
    assert len(titles(page)) == 3
    assert len(titles(stocked.get("/search?q=haier&in=laundry"))) == 1


def test_suggestions_are_few_and_lead_somewhere(stocked: Client) -> None:
    for query, first in (
        ("refr", "Refrigerators"),
        ("hai", "Haier"),
        ("bcd-2", "Haier BCD-2"),
        ("冰", "Refrigerators"),
    ):
        part = stocked.get(f"/search/suggestions?q={query}", htmx="q-list").is_(200)
        words = [" ".join("".join(e.itertext()).split()) for e in part.all("li")]
        assert words[0].startswith(first), query
        assert len(words) <= 8
    assert stocked.get("/search/suggestions?q=", htmx="q-list").is_(200).body == b""


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


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/", 2), ("/categories", 0), ("/categories/refrigerators?grade=2", 2),
        ("/search?q=haier", 2), ("/search?q=samsnug", 4),
        ("/products/haier-bcd-206stpa", 3), ("/compare?p=haier-bcd-206stpa&p=leader-bcd-165ltmpj", 1),
    ],
)  # fmt: skip
def test_pages_ask_little_of_the_database(stocked: Client, path: str, most: int) -> None:
    stocked.get(
        f"{path}{'&' if '?' in path else '?'}lang=en"
    )  # the tree, the dials and the statistics are kept
    with stocked.sql(most):
        stocked.get(f"{path}{'&' if '?' in path else '?'}lang=zh")


def test_a_full_list_is_light(client: Client) -> None:
    shelf.plant()
    brands = ("Lushan", "Qingfeng", "Hanlu", "Minghu", "Songhe", "Yuquan")
    rows = [
        shelf.row("three-door-fridges", brands[i % 6], f"BCD-{200 + i}WDPK{i}", 150_000 + i,
            capacity=200 + i, doors="three",
                  cooling="frost_free", grade=str(1 + i % 5), kwh=150 + i, inverter=True, smart=bool(i % 2))
        for i in range(40)
    ]  # fmt: skip
    shelf.stand(*rows)
    for path in (
        "/categories/refrigerators",
        "/search?q=冰箱&grade=1&grade=2&grade=3&grade=4&grade=5",
        "/?lang=zh",
    ):
        page = client.get(path).is_(200)
        assert len(titles(page)) in (24, 10)
        assert len(brotli.compress(page.text.encode(), quality=4)) <= HTML_LIMIT / 2, path


def test_machines_find_the_shelf(stocked: Client) -> None:
    index = stocked.get("/sitemap.xml").is_(200)
    assert "/sitemap/products-" in index.text
    assert "/categories/laundry" in stocked.get("/sitemap/pages.xml").is_(200).text
    assert "/products/haier-bcd-206stpa" in stocked.get("/sitemap/products-0.xml").is_(200).text
    feed = stocked.get("/categories/refrigerators/feed.xml").is_(200)
    assert feed.text.count("<entry>") == 4
    assert feed.headers["Content-Type"].startswith("application/atom+xml")
