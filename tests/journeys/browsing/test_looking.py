"""The second-hand shelf answers what is asked of it, whichever way it is read."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest

from marketplace.domains.catalog.tree.atlas import atlas
from marketplace.domains.listings.models import Listing
from marketplace.domains.listings.search import find as finding
from marketplace.domains.listings.search.find import find
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.journeys.browsing.seek import read, seek
from tests.factories import shelves
from tests.factories.ways import WAYS

if TYPE_CHECKING:
    from flask import Flask

TODAY = date(2026, 11, 22)


@pytest.fixture
def shelf(house: Flask) -> None:
    shelves.plant()
    now, fridge = clock.now(), {"grade": "1", "capacity": 206}
    goods: list[dict[str, Any]] = [
        {"title": "Haier fridge", "grade": "good", "price": 80_000, "attributes": fridge,
         "energy_kwh_year": 180, "made_on": date(2024, 5, 1)},
        {"title": "Midea fridge", "brand": "Midea", "model": "BCD-213WM", "grade": "premium", "price": 150_000,
         "made_on": date(2026, 1, 1), "place": shelves.BEIJING, "ways": ["pickup"]},
        {"title": "Old fridge", "brand": "Ronshen", "model": "BCD-180", "grade": "parts", "price": 9_000,
         "made_on": date(2016, 1, 1), "place": shelves.SHENZHEN, "energy_kwh_year": 400, "ways": ["shipping"]},
        {"slug": "front-loaders", "title": "滚筒洗衣机", "brand": "Haier", "model": "EG100", "grade": "fair",
         "price": 60_000, "made_on": date(2022, 6, 1)},
    ]  # fmt: skip
    for hours, good in enumerate(goods):
        shelves.found(published_at=now - timedelta(hours=hours), **good)


def titles(address: str = "", *, gather: bool = False) -> list[str]:
    params: dict[str, list[str]] = {}
    for pair in filter(None, address.split("&")):
        name, _, value = pair.partition("=")
        params.setdefault(name, []).append(value)
    filters = read(params, atlas(), currency="CNY")
    return [row.title for row in find(seek(filters, atlas(), today=TODAY), sort=filters.sort).rows]


CASES = [
    ("", ["Haier fridge", "Midea fridge", "Old fridge", "滚筒洗衣机"]),
    ("sort=price", ["Old fridge", "滚筒洗衣机", "Haier fridge", "Midea fridge"]),
    ("sort=price-down", ["Midea fridge", "Haier fridge", "滚筒洗衣机", "Old fridge"]),
    ("q=冰箱", ["Haier fridge", "Midea fridge", "Old fridge"]),
    ("q=海尔", ["Haier fridge", "滚筒洗衣机"]),
    ("q=bcd 213", ["Midea fridge"]),
    ("q=洗衣机", ["滚筒洗衣机"]),
    ("q=深圳 冰箱", ["Old fridge"]),
    ("q=fridge 206 l", ["Haier fridge"]),
    ("in=laundry", ["滚筒洗衣机"]),
    ("in=refrigerators", ["Haier fridge", "Midea fridge", "Old fridge"]),
    ("grade=premium&grade=fair", ["Midea fridge", "滚筒洗衣机"]),
    ("place=11", ["Midea fridge"]),
    ("place=4403", ["Old fridge"]),
    ("place=44&grade=good", []),
    ("way=pickup&in=refrigerators", ["Haier fridge", "Midea fridge"]),
    ("energy=1", ["Haier fridge"]),
    ("kwh_max=200", ["Haier fridge"]),
    ("age=1", ["Midea fridge"]),
    ("age=3", ["Haier fridge", "Midea fridge"]),
    ("price_min=500&price_max=900", ["Haier fridge", "滚筒洗衣机"]),
    ("place=999999&grade=best&age=7&price_min=x&kwh_max=NaN&sort=magic&in=nowhere", 4),
]


@pytest.mark.parametrize("way", WAYS)
def test_every_filter_by_either_way(shelf: None, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "look", WAYS[way])
    for address, expected in CASES:
        seen = titles(address)
        assert (len(seen) if isinstance(expected, int) else seen) == expected, (way, address)


@pytest.mark.parametrize("way", WAYS)
def test_pages_follow_each_other_without_gap_or_double(
    shelf: None, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "look", WAYS[way])
    for address in ("", "q=冰箱", "sort=price", "sort=price-down", "q=冰箱&sort=price&price_max=5000"):
        filters = read(parse_qs(address), atlas(), currency="CNY")
        sought, seen, cursor = seek(filters, atlas(), today=TODAY), [], None
        while True:
            page = find(sought, sort=filters.sort, cursor=cursor, size=1)
            seen += [row.title for row in page.rows]
            cursor = page.next_cursor
            if cursor is None:
                break
        assert seen == titles(address)


@pytest.mark.parametrize("state", ["draft", "submitted", "changes", "rejected", "discarded"])
def test_what_is_not_approved_is_not_found(shelf: None, state: str) -> None:
    row = session.query(Listing).filter_by(title="Midea fridge").one()
    row.state = state
    session.commit()
    shelves.index(row)
    assert "Midea fridge" not in titles() + titles("q=冰箱") + titles("sort=price")
    assert session.query(Listing.search).filter_by(id=row.id).scalar() is None


def test_what_is_being_bought_keeps_its_words_and_leaves_the_shelf(shelf: None) -> None:
    row = session.query(Listing).filter_by(title="Midea fridge").one()
    row.state, row.reserved_for = "reserved", "order:O-1"
    session.commit()
    shelves.index(row)
    assert "Midea fridge" not in titles("q=冰箱")
    row.state, row.reserved_for = "published", None
    session.commit()
    assert "Midea fridge" in titles("q=冰箱")
