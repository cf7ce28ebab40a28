"""Rows written in one statement are the rows the session would have written."""

from __future__ import annotations

from flask import Flask

from marketplace.domains.orders.models import Checkout
from marketplace.domains.suppliers.models import Supplier
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.foundation.rows import insert_row, insert_rows
from tests import cast
from tests.client import counted_sql


def named(*names: str) -> list[dict[str, object]]:
    at = clock.now()
    return [{"slug": n, "name": {"en": n, "zh": f"“{n}”\n冰箱"}, "created_at": at} for n in names]


def test_ids_come_in_the_order_given_by_one_statement(house: Flask) -> None:
    with door(), counted_sql() as said:
        ids = insert_rows(Supplier, named("c", "a", "b"))
    assert len(said) == 1
    rows = {row.id: row for row in session.query(Supplier)}
    assert [rows[i].slug for i in ids] == ["c", "a", "b"]


def test_defaults_and_words_are_kept(house: Flask) -> None:
    with door():
        row = insert_row(Supplier, named("a")[0])
        assert row in session
        assert row not in session.dirty
    session.expire_all()
    assert (row.state, row.about, row.provider_account) == ("active", {}, None)
    assert row.name["zh"] == "“a”\n冰箱"


def test_large_amounts_are_exact(house: Flask) -> None:
    person_id, large = cast.person().id, 2**62 + 1
    values = {"number": "C-1", "buyer_id": person_id, "replay_key": "k", "currency": "CNY"}
    with door():
        row = insert_row(Checkout, {**values, "total": large, "placed_at": clock.now()})
        session.refresh(row)
        assert row.total == large
        session.delete(row)


def test_nothing_is_nothing(house: Flask) -> None:
    with counted_sql() as said:
        assert insert_rows(Supplier, []) == []
    assert said == []
