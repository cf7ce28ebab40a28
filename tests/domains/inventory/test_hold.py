"""Stock is kept whole or not at all, comes back, leaves, and is always the sum of what happened to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from marketplace.domains.inventory import queries
from marketplace.domains.inventory.free import free
from marketplace.domains.inventory.hold import ShortStock, Want, hold, hold_all
from marketplace.domains.inventory.models import Stock, StockHold, StockMovement, Warehouse
from marketplace.domains.inventory.open_warehouse import close_warehouse
from marketplace.domains.inventory.receive import receive
from marketplace.domains.inventory.take import take
from marketplace.domains.inventory.units.put_away import put_away
from marketplace.foundation import clock
from marketplace.foundation.actors import SYSTEM
from marketplace.foundation.db import door, session
from marketplace.foundation.outbox import OutboxFact
from marketplace.foundation.refusals import Stale
from tests import cast
from tests.factories.shopping import stock_of


@pytest.fixture
def room(house: Flask) -> Iterator[Flask]:
    """A house whose holds are let go before the books are checked: they belong to no orders here."""
    yield house
    session.rollback()
    with door():
        for holder in set(session.query(StockHold.holder).filter_by(state="held")):
            free(holder=holder[0])


def facts() -> list[list[int]]:
    return [row.payload["offer_ids"] for row in session.query(OutboxFact).order_by(OutboxFact.id)]


def second_warehouse(shelf: cast.Shelf, pieces: int) -> Stock:
    place = Warehouse(supplier_id=shelf.supplier.id, code="FAR", name={"en": "Far", "zh": "远仓"})
    session.add(place)
    session.flush()
    row = Stock(warehouse_id=place.id, offer_id=shelf.offer.id, on_hand=pieces)
    session.add(row)
    session.flush()
    session.add(StockMovement(stock_id=row.id, kind="received", quantity=pieces, at=clock.now()))
    session.commit()
    return row


def test_kept_pieces_are_not_available(room: Flask) -> None:
    shelf = cast.shelf(stock=5)
    with door():
        hold(holder="O-1", wants={shelf.offer.id: 3}, at=clock.now())
    assert stock_of(shelf) == (5, 3)
    assert queries.available([shelf.offer.id]) == {shelf.offer.id: 2}
    assert queries.held_for("O-1") == {shelf.offer.id: 3}


def test_one_short_offer_keeps_nothing_of_the_others(room: Flask) -> None:
    plenty, scarce = cast.shelf(stock=5), cast.shelf(stock=1)
    with pytest.raises(ShortStock) as refused, door():
        hold(holder="O-1", wants={plenty.offer.id: 2, scarce.offer.id: 2}, at=clock.now())
    assert refused.value.left == {scarce.offer.id: 1}
    # The statement itself changed nothing: a caller may catch the refusal and go on in the same transaction.
    with door(), pytest.raises(ShortStock):
        hold(holder="O-1", wants={plenty.offer.id: 2, scarce.offer.id: 2}, at=clock.now())
    assert stock_of(plenty) == (5, 0)
    assert session.query(StockHold).count() == 0


def test_an_offer_without_any_stock_row_is_short(room: Flask) -> None:
    with pytest.raises(ShortStock) as refused, door():
        hold(holder="O-1", wants={987_654_321: 1}, at=clock.now())
    assert refused.value.left == {987_654_321: 0}


def test_several_warehouses_fill_one_want(room: Flask) -> None:
    shelf = cast.shelf(stock=2)
    far = second_warehouse(shelf, 3)
    with door():
        hold(holder="O-1", wants={shelf.offer.id: 4}, at=clock.now())
    session.refresh(far)
    assert (stock_of(shelf)[1], far.reserved) in {(1, 3), (2, 2)}
    with pytest.raises(ShortStock) as refused, door():
        hold(holder="O-2", wants={shelf.offer.id: 2}, at=clock.now())
    assert refused.value.left == {shelf.offer.id: 1}


def test_a_closed_warehouse_sells_nothing(room: Flask) -> None:
    shelf = cast.shelf(stock=2)
    with door():
        close_warehouse(warehouse=shelf.warehouse)
    assert queries.available([shelf.offer.id]) == {shelf.offer.id: 0}
    with pytest.raises(ShortStock), door():
        hold(holder="O-1", wants={shelf.offer.id: 1}, at=clock.now())


def test_what_is_freed_can_be_bought_again(room: Flask) -> None:
    shelf = cast.shelf(stock=2)
    with door():
        hold(holder="O-1", wants={shelf.offer.id: 2}, at=clock.now())
    for _ in range(2):
        with door():
            free(holder="O-1")
    assert stock_of(shelf) == (2, 0)
    with door():
        hold(holder="O-2", wants={shelf.offer.id: 2}, at=clock.now())
    assert stock_of(shelf) == (2, 2)


def test_what_is_taken_leaves_and_comes_back_once(room: Flask) -> None:
    shelf = cast.shelf(stock=3)
    with door():
        hold(holder="O-1", wants={shelf.offer.id: 2}, at=clock.now())
    with door():
        take(holder="O-1", at=clock.now(), actor=SYSTEM)
    assert stock_of(shelf) == (1, 0)
    with pytest.raises(Stale), door():
        take(holder="O-1", at=clock.now(), actor=SYSTEM)
    for pieces, fit, back in ((1, True, 1), (5, True, 1), (1, True, 0), (1, False, 0)):
        with door():
            put = put_away(
                holder="O-1", pieces={shelf.offer.id: pieces}, fit=fit, actor=SYSTEM, at=clock.now()
            )
            assert put == back
    assert stock_of(shelf) == (3, 0)
    kinds = [(m.kind, m.quantity, m.reference) for m in queries.movements_of(shelf.offer.id).rows]
    assert kinds == [("returned", 1, "O-1"), ("returned", 1, "O-1"), ("sold", -2, "O-1"), ("received", 3, "")]


def test_the_shelf_hears_only_when_it_matters(room: Flask) -> None:
    shelf = cast.shelf(stock=3)
    with door():
        hold(holder="O-1", wants={shelf.offer.id: 2}, at=clock.now())
    assert facts() == []
    with door():
        hold(holder="O-2", wants={shelf.offer.id: 1}, at=clock.now())
    assert facts() == [[shelf.offer.id]]
    with door():
        free(holder="O-2")
    with door():
        free(holder="O-1")
    assert facts() == [[shelf.offer.id]] * 2
    with door():
        receive(warehouse_id=shelf.warehouse.id, quantities={shelf.offer.id: 1}, actor=SYSTEM, at=clock.now())
    assert facts() == [[shelf.offer.id]] * 3


def test_several_holders_are_served_by_one_statement(room: Flask) -> None:
    one, two = cast.shelf(stock=1), cast.shelf(stock=1)
    with door():
        hold_all(wants=[Want("O-1", one.offer.id, 1), Want("O-2", two.offer.id, 1)], at=clock.now())
    assert queries.held_for("O-1") == {one.offer.id: 1}
    assert queries.held_for("O-2") == {two.offer.id: 1}


@pytest.mark.parametrize("quantity", [0, -1])
def test_a_want_of_nothing_is_a_bug(room: Flask, quantity: int) -> None:
    with pytest.raises(ValueError, match="positive"):
        hold(holder="O-1", wants={1: quantity}, at=clock.now())
