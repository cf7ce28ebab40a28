"""Goods come in, people count, and the table tells."""

from __future__ import annotations

import pytest
from flask import Flask

from marketplace.domains.inventory import queries
from marketplace.domains.inventory.models import Stock
from marketplace.domains.inventory.open_warehouse import open_warehouse
from marketplace.domains.inventory.receive import MOST, count, receive
from marketplace.domains.inventory.stocklist import offers_of_supplier
from marketplace.foundation import clock
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Missing, Refused
from tests import cast
from tests.factories.shopping import Buyer, stock_of, wish

WEI = Actor("person", 7, "supplier")


def counted(shelf: cast.Shelf, pieces: int) -> None:
    with door():
        count(warehouse_id=shelf.warehouse.id, on_hand={shelf.offer.id: pieces}, actor=WEI, at=clock.now())


def test_receiving_adds_and_says_who(house: Flask) -> None:
    shelf = cast.shelf(stock=2)
    with door():
        receive(
            warehouse_id=shelf.warehouse.id,
            quantities={shelf.offer.id: 3},
            reference="IMPORT-1",
            actor=WEI,
            at=clock.now(),
        )
    assert stock_of(shelf) == (5, 0)
    newest = queries.movements_of(shelf.offer.id).rows[0]
    assert (newest.kind, newest.quantity, newest.reference, newest.actor_id) == ("received", 3, "IMPORT-1", 7)


def test_counting_writes_the_difference_and_nothing_for_none(house: Flask) -> None:
    shelf = cast.shelf(stock=5)
    counted(shelf, 3)
    counted(shelf, 3)
    assert stock_of(shelf) == (3, 0)
    assert [m.quantity for m in queries.movements_of(shelf.offer.id).rows] == [-2, 5]


def test_counting_makes_the_rows_it_needs(house: Flask) -> None:
    first, second = cast.shelf(stock=0), cast.shelf(stock=0)
    with door():
        place = open_warehouse(supplier_id=first.supplier.id, code=" new ", name={"en": "New", "zh": "新仓"})
        count(
            warehouse_id=place.id,
            on_hand={first.offer.id: 4, second.offer.id: 0},
            actor=WEI,
            at=clock.now(),
        )
    assert place.code == "NEW"
    assert session.query(Stock).filter_by(warehouse_id=place.id).count() == 2
    assert queries.available([first.offer.id]) == {first.offer.id: 4}


def test_nobody_counts_away_what_is_kept_for_orders(house: Flask) -> None:
    shelf = cast.shelf(stock=5)
    Buyer().places(wish(shelf, 3))
    with pytest.raises(Refused, match="3 of these are kept"):
        counted(shelf, 2)
    counted(shelf, 3)
    assert stock_of(shelf) == (3, 3)


@pytest.mark.parametrize("pieces", [-1, MOST + 1])
def test_absurd_counts_are_refused(house: Flask, pieces: int) -> None:
    with pytest.raises(Refused):
        counted(cast.shelf(), pieces)


@pytest.mark.parametrize("pieces", [0, -3, MOST + 1])
def test_absurd_deliveries_are_refused(house: Flask, pieces: int) -> None:
    shelf = cast.shelf()
    with pytest.raises(Refused):
        receive(
            warehouse_id=shelf.warehouse.id, quantities={shelf.offer.id: pieces}, actor=WEI, at=clock.now()
        )


def test_a_warehouse_belongs_to_its_supplier(house: Flask) -> None:
    shelf, stranger = cast.shelf(), cast.supplier("Stranger")
    assert queries.get_warehouse(shelf.warehouse.id, supplier_id=shelf.supplier.id) is shelf.warehouse
    with pytest.raises(Missing):
        queries.get_warehouse(shelf.warehouse.id, supplier_id=stranger.id)
    with pytest.raises(Refused):
        open_warehouse(supplier_id=shelf.supplier.id, code="main", name={"en": "Twice"})


def test_the_stock_table_shows_one_supplier_only(house: Flask) -> None:
    mine = cast.shelf(stock=4)
    cast.shelf(stock=9)
    [row] = offers_of_supplier(mine.supplier.id).rows
    assert (row.id, row.on_hand, row.reserved) == (mine.offer.id, 4, 0)
    [(stock, place)] = queries.stock_rows([mine.offer.id])
    assert (stock.on_hand, place.code) == (4, "MAIN")
