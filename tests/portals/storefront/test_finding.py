"""Finding, weighing and comparing, as a visitor does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.portals.storefront.hands import titles

if TYPE_CHECKING:
    from tests.client import Client


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


@pytest.mark.parametrize("number", ["1e999999999", "1e-999999999", "NaN", "-1", "9" * 40])
def test_numbers_nobody_writes_limit_nothing(stocked: Client, number: str) -> None:
    for path in ("/categories/refrigerators", "/search", "/second-hand"):
        for name in ("price_min", "price_max", "kwh_max", "capacity_min"):
            stocked.get(f"{path}?{name}={number}").is_(200)


def test_a_range_typed_the_wrong_way_round_is_the_same_range(stocked: Client) -> None:
    for name, low, high in (("capacity", 200, 210), ("kwh", 100, 300), ("price", 1000, 3000)):
        path = "/categories/refrigerators?{0}_min={1}&{0}_max={2}"
        right, wrong = stocked.get(path.format(name, low, high)), stocked.get(path.format(name, high, low))
        assert titles(right.is_(200)) == titles(wrong.is_(200)) != []
    stocked.get("/second-hand?price_min=200&price_max=100").is_(200)
