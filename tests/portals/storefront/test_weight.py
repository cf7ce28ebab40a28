"""What the public pages weigh, ask of the database, and tell machines."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import brotli
import pytest
from sqlalchemy import select, update

from marketplace.domains.catalog.models import Product
from marketplace.domains.catalog.search.plan import SHELF
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.portals.storefront import feeds
from tests.domains.catalog import shelf
from tests.portals.storefront.hands import titles

if TYPE_CHECKING:
    from tests.client import Client


HTML_LIMIT = 14 * 1024


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/", 2), ("/categories", 0), ("/categories/refrigerators?grade=2", 2),
        ("/search?q=haier", 2), ("/search?q=samsnug", 4),
        ("/products/haier-bcd-206stpa", 3), ("/compare?p=haier-bcd-206stpa&p=leader-bcd-165ltmpj", 1),
    ],
)  # fmt: skip
def test_pages_ask_little_of_the_database(stocked: Client, path: str, most: int) -> None:
    SHELF.refresh()  # what an earlier test had counted goes with its goods
    session.commit()
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
    [part] = re.findall(r"/sitemap/products-\d+\.xml", index.text)
    assert "/categories/laundry" in stocked.get("/sitemap/pages.xml").is_(200).text
    assert "/products/haier-bcd-206stpa" in stocked.get(part).is_(200).text
    assert stocked.get("/sitemap/products-987654.xml").status == 404
    feed = stocked.get("/categories/refrigerators/feed.xml").is_(200)
    assert feed.text.count("<entry>") == 4
    assert feed.headers["Content-Type"].startswith("application/atom+xml")


def test_a_part_of_the_sitemap_comes_once_until_something_changes(stocked: Client) -> None:
    number = session.scalars(select(Product.id)).all()[0] // feeds.STRETCH
    part = f"/sitemap/products-{number}.xml"
    first = stocked.get(part).is_(200)
    assert first.headers["Cache-Control"] == "public, max-age=3600"
    tag = first.headers["ETag"]
    assert stocked.get(part, If_None_Match=tag).status == 304
    session.execute(update(Product).values(updated_at=clock.now() + timedelta(minutes=1)))
    session.commit()
    assert stocked.get(part, If_None_Match=tag).status == 200


def test_the_sitemap_never_numbers_the_shelf(stocked: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many stretches there are: one statement a kind of goods, and each looks at one row a stretch."""
    monkeypatch.setattr(feeds, "STRETCH", 2)
    products = session.scalars(select(Product).order_by(Product.id)).all()
    products[0].on_shelf = False
    session.commit()
    shown = sorted({product.id // 2 for product in products[1:]})
    with stocked.sql(2):
        index = stocked.get("/sitemap.xml").is_(200)
    assert re.findall(r"products-(\d+)", index.text) == [str(n) for n in shown]
    listed = [stocked.get(f"/sitemap/products-{n}.xml").is_(200).text.count("<url>") for n in shown]
    assert sum(listed) == len(products) - 1
