"""Which way a question is answered at twelve thousand products, by PostgreSQL's own account."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, text

from marketplace.domains.catalog.search.ask import Range, Term, Wanted, ask
from marketplace.domains.catalog.search.find import find
from marketplace.domains.catalog.search.plan import SHELF
from marketplace.domains.catalog.tree.atlas import atlas
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.journeys.fill_shelf import fill_shelf
from marketplace.web.database import db
from tests import cast
from tests.domains.catalog import shelf

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS = 12_000


@pytest.fixture
def full(house: object) -> None:
    shelf.plant()
    seller = cast.supplier()
    shelf._warehouse(seller)
    assert fill_shelf(products=ROWS, supplier_ids=[seller.id], at=clock.now()) == ROWS
    session.commit()
    SHELF.refresh()
    session.commit()


def plans(
    wanted: Wanted, sort: str = "popular", cursor: str | None = None
) -> tuple[str, list[dict[str, Any]]]:
    """Return the way taken and each node of the plan of the page's statement, as it ran."""
    heard: list[tuple[str, Any]] = []

    def hear(_c: Any, _cur: Any, statement: str, parameters: Any, *_: Any) -> None:
        heard.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", hear)
    try:
        find(wanted, sort=sort, cursor=cursor)
    finally:
        event.remove(db.engine, "before_cursor_execute", hear)
    assert len(heard) == 1, "one statement a page"
    statement, parameters = heard[0]
    cursor_ = session.connection().connection.cursor()
    cursor_.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + statement, parameters)
    nodes = list(_nodes(cursor_.fetchone()[0][0]["Plan"]))
    return "gather" if any(n["Node Type"] == "Bitmap Heap Scan" for n in nodes) else "walk", nodes


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for below in node.get("Plans", []):
        yield from _nodes(below)


def test_searching_ten_thousand_products(full: None) -> None:
    SHELF.read()
    tree = atlas()
    fridges = tree.by_slug["refrigerators"].id
    few = {
        "rare model": ask("BCD-207WD", tree),
        "all words rare together": ask("风冷 三门 庐山 变频 一级", tree),
        "facets in a category": Wanted(
            (Term(("b:lushan",)), Term(("a:grade=5",)), Term(("a:cooling=mixed",))), department_id=fridges
        ),
    }
    many = {
        "one common word": ask("冰箱", tree),
        "a category": Wanted(department_id=fridges),
        "a category by a wide range": Wanted(
            (), (Range("capacity", Decimal(150), Decimal(500)),), department_id=fridges
        ),
    }
    for name, wanted in few.items():
        way, nodes = plans(wanted)
        assert way == "gather", name
        assert any(n.get("Index Name") == "ix_product_search" for n in nodes), (name, nodes)
    for name, wanted in many.items():
        for sort in ("popular", "price", "price-down", "newest"):
            way, nodes = plans(wanted, sort)
            kinds = {n["Node Type"] for n in nodes}
            assert way == "walk", (name, sort)
            assert not kinds & {"Sort", "Incremental Sort", "Seq Scan"}, (name, sort, kinds)
            scanned = sum(n["Actual Rows"] for n in nodes if "Index" in n["Node Type"])
            assert scanned <= ROWS / 8, (
                name,
                sort,
                scanned,
            )  # a page is 25 rows; prices and kinds go together


def test_a_late_page_costs_what_the_first_does(full: None) -> None:
    SHELF.read()
    wanted = Wanted(department_id=atlas().by_slug["refrigerators"].id)
    cursor = None
    for _ in range(30):
        cursor = find(wanted, cursor=cursor).next_cursor
    _, nodes = plans(wanted, cursor=cursor)
    assert sum(n["Actual Rows"] for n in nodes if "Index" in n["Node Type"]) <= 60


def test_what_stands_far_back_is_found_all_the_same(full: None) -> None:
    session.execute(text("UPDATE product SET popularity = -1 WHERE brand = 'Lushan'"))
    session.commit()
    assert len(find(Wanted((Term(("b:lushan",)),))).rows) == 24


def test_the_same_number_makes_the_same_product(full: None) -> None:
    from marketplace.domains.catalog.bulk.plausible import goods

    assert list(goods(20, start=100)) == list(goods(120))[100:]
