"""What staff and suppliers type is found through an index, however much there is to search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.engine import Engine

from marketplace.domains.accounts.staff.find import find_people
from marketplace.domains.catalog.stand.find import find_products
from marketplace.domains.inventory import stocklist
from marketplace.domains.orders.reading.find import all_orders
from marketplace.foundation.db import session
from tests import cast
from tests.client import counted_sql
from tests.factories import paying

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask


def plan_of(act: Callable[[], Any], ways: tuple[str, ...] = ("seqscan", "indexscan", "indexonlyscan")) -> str:
    """Return how PostgreSQL would go about the last statement of `act` if these ways were dear."""
    said: list[tuple[str, Any]] = []

    def note(_conn: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        said.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    statement, parameters = said[-1]
    for way in ways:  # with all three what is left needs a condition the index answers
        session.execute(text(f"SET LOCAL enable_{way} = off"))
    rows = session.connection().exec_driver_sql("EXPLAIN " + statement, parameters).scalars()
    found = "\n".join(rows)
    session.rollback()
    return found


@pytest.mark.parametrize(
    ("act", "index"),
    [
        (lambda: find_products(q="polar"), "ix_product_search"),
        (lambda: find_products(state="hidden"), "ix_product_hidden"),
        (lambda: find_products(state="off"), "ix_product_off"),
        (lambda: find_people(q="Li"), "ix_person_name"),
        (lambda: all_orders(q="polar"), "ix_product_search"),
        (lambda: all_orders(q="polar"), "ix_order_line_product_id"),
        (lambda: stocklist.offers_of_supplier(1, q="polar"), "ix_product_search"),
        (lambda: stocklist.offers_of_supplier(1, q="HA-2"), "ix_offer_sku"),
    ],
)
def test_an_index_answers(house: Flask, act: Callable[[], Any], index: str) -> None:
    paying.paid_order()
    act()  # what it reads once and keeps is read now
    assert index in plan_of(act)


def test_words_in_any_order_and_half_a_model_find_it(house: Flask) -> None:
    what = cast.product("BCD-206STPA")
    order = paying.paid_order(cast.shelf(what=what))
    for words in (what.brand, "BCD-206", "206stpa", f"{what.model} {what.brand}", what.slug):
        assert [row.id for row in find_products(q=words).rows] == [what.id], words
    assert [row.id for row in all_orders(q="BCD-206").rows] == [order.id]
    assert all_orders(q="，。").rows == []
    with counted_sql() as said:
        all_orders(q="BCD-206")
    assert len(said) == 1
