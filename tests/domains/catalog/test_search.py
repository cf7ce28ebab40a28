from __future__ import annotations

from dataclasses import replace

import pytest

from marketplace.domains.catalog.search import find as finding
from marketplace.domains.catalog.search.ask import Range, Wanted, ask
from marketplace.domains.catalog.search.find import find
from marketplace.domains.catalog.search.mend import mend
from marketplace.domains.catalog.tree.atlas import atlas
from tests.domains.catalog import shelf
from tests.factories.ways import WAYS


@pytest.fixture
def stocked(house: object) -> None:
    shelf.plant()
    shelf.stand(*shelf.FRIDGES)


def models(query: str, *, mended: bool = False) -> set[str]:
    wanted = ask(query, atlas())
    if not wanted.tsquery():
        return set()
    found = find(wanted)
    if mended and not found.rows and (better := mend(wanted, atlas())):
        found = find(better.wanted)
    return {row.model for row in found.rows}


FRIDGES = {"BCD-206STPA", "BCD-213WMPV", "BCD-165LTMPJ", "RF-263BEAESR"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("冰箱", FRIDGES),
        ("fridge", FRIDGES),
        ("Refrigerators", FRIDGES),
        ("风冷 三门", {"BCD-213WMPV"}),
        ("风冷三门冰箱", {"BCD-213WMPV"}),
        ("frost-free fridge", {"BCD-213WMPV"}),
        ("BCD-206", {"BCD-206STPA"}),
        ("bcd 206", {"BCD-206STPA"}),
        ("BCD-206STPA", {"BCD-206STPA"}),
        ("206stpa", {"BCD-206STPA"}),
        ("fridge 206 l", {"BCD-206STPA"}),
        ("冰箱 206升", {"BCD-206STPA"}),
        ("冰箱 200升以上", {"BCD-206STPA", "BCD-213WMPV"}),
        ("fridge under 200 l", {"BCD-165LTMPJ"}),
        ("海尔", {"BCD-206STPA", "BCD-213WMPV", "EG10014B39GU1"}),
        ("haier 冰箱", {"BCD-206STPA", "BCD-213WMPV"}),
        ("haier washing machine", {"EG10014B39GU1"}),
        ("10公斤 洗衣机", {"EG10014B39GU1"}),
        ("空调 1.5匹", {"KFR-35GW/12A"}),
        ("kfr-35gw", {"KFR-35GW/12A"}),
        ("三", {"BCD-206STPA", "BCD-213WMPV", "RF-263BEAESR"}),  # 三星 too
        ("fridge washing machine", set()),
        ("!!! the of 的", set()),
    ],
)
def test_all_words_must_hold(stocked: None, query: str, expected: set[str]) -> None:
    assert models(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("samsnug", {"RF-263BEAESR"}),
        ("samsumg fridge", {"RF-263BEAESR"}),
        ("frige 206 l", {"BCD-206STPA"}),
        ("haeir washing machine", {"EG10014B39GU1"}),
        ("fridge 200 l", {"BCD-206STPA", "BCD-213WMPV"}),
        ("BCD-206ST", {"BCD-206STPA"}),
        ("zzzzzz", set()),
    ],
)
def test_what_finds_nothing_is_mended(stocked: None, query: str, expected: set[str]) -> None:
    assert models(query) == set()
    assert models(query, mended=True) == expected


@pytest.mark.parametrize(
    "query", ["'", "\\", "':*", "a & !b | (c", "%s {0} <->", "冰" * 100, "x" * 300, "\u0000"]
)
def test_hostile_words_are_words(stocked: None, query: str) -> None:
    models(query, mended=True)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("sort", ["popular", "price", "price-down", "newest"])
def test_pages_join_without_gaps_both_ways_and_backwards(
    house: object, sort: str, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "look", WAYS[way])
    shelf.plant()
    rows = [
        shelf.row("two-door-fridges", "Polar", f"P-{i:03}", 100_000 + i % 7, kwh=100 + i) for i in range(60)
    ]
    shelf.stand(*rows)
    scope = Wanted(department_id=atlas().by_slug["refrigerators"].id)
    priced = replace(scope, price_high=100_000 + 7, in_stock=True)
    for wanted in (scope, scope.plus(ranges=[Range("kwh", 120, None)]), ask("polar 冰箱", atlas()), priced):
        seen, cursor, page = [], None, None
        while page is None or cursor:
            page = find(wanted, sort=sort, cursor=cursor, size=7)
            seen += [row.id for row in page.rows]
            cursor = page.next_cursor
        assert len(seen) == len(set(seen)) == (40 if wanted.ranges else 60)
        back = page
        while back.previous_cursor:
            back = find(wanted, sort=sort, cursor=back.previous_cursor, size=7)
        assert [row.id for row in back.rows] == seen[:7]


def test_out_of_stock_can_be_left_out(house: object) -> None:
    shelf.plant()
    shelf.stand(shelf.FRIDGES[0], pieces=0)
    shelf.stand(shelf.FRIDGES[1])
    assert [row.model for row in find(Wanted(in_stock=True)).rows] == ["BCD-213WMPV"]
    assert len(find(Wanted()).rows) == 2
