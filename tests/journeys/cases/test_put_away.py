"""What came back to a supplier is put away piece by piece: on the shelf again, or counted no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from marketplace.domains.inventory.models import Stock, StockHold, StockMovement, Unit, UnitEvent, Warehouse
from marketplace.domains.inventory.queries import pieces_of, units_of
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Missing, Refused, Stale
from marketplace.journeys.put_away import put_away
from tests import cast
from tests.factories import dealing, paying, used
from tests.factories.quarrelling import returns
from tests.factories.shopping import Buyer, stock_of
from tests.factories.told import follow
from tests.journeys.cases.test_goods import unit_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask

    from marketplace.domains.orders.models import Order


def puts(order: Order, *, fit: bool, units: Sequence[Unit] | None = None) -> int:
    """Have the supplier put away these units, or all that left with an order; return how many were."""
    session.rollback()
    these = units_of(order.number) if units is None else units
    with door():
        return put_away(
            order_id=order.id,
            unit_ids=[unit.id for unit in these],
            fit=fit,
            actor=paying.supplier_of(order),
            at=clock.now(),
        )


def test_new_goods_that_come_back_are_put_on_the_shelf_or_written_off(house: Flask) -> None:
    goods = cast.shelf()
    before = stock_of(goods)
    for fit, fewer in ((True, 0), (False, 1)):
        order = paying.delivered_order(goods)
        with pytest.raises(Stale, match="come back"):
            puts(order, fit=fit)
        returns(order)
        assert stock_of(goods) == (before[0] - 1, 0)
        assert [puts(order, fit=fit), puts(order, fit=fit), puts(order, fit=not fit)] == [1, 0, 0]
        assert stock_of(goods) == (before[0] - fewer, 0)
    with pytest.raises(Missing):
        put_away(
            order_id=dealing.used_handed_over().id, unit_ids=[], fit=True, actor=actors.SYSTEM, at=clock.now()
        )


def test_of_three_that_came_back_two_are_fit(house: Flask) -> None:
    goods = cast.shelf(stock=5)
    other = paying.delivered_order(goods)
    order = paying.delivered_order(goods, quantity=3)
    returns(order)
    one, two, broken = units_of(order.number)
    with pytest.raises(Missing):
        puts(order, fit=True, units=units_of(other.number))
    assert puts(order, fit=True, units=[one]) == 1
    assert stock_of(goods) == (2, 0)
    assert puts(order, fit=False, units=[broken]) == 1
    assert [row.Unit.id for row in pieces_of(order.number) if row.waits] == [two.id]
    assert [puts(order, fit=True), puts(order, fit=False)] == [1, 0]
    assert stock_of(goods) == (3, 0)
    session.rollback()
    holds = session.query(StockHold).filter_by(holder=order.number).order_by(StockHold.state)
    assert sum(h.quantity for h in holds if h.state == "returned") == 2
    assert [h.quantity for h in holds if h.state != "returned"] == [1]
    kinds = [e.kind for e in session.query(UnitEvent).filter_by(unit_id=broken.id).order_by(UnitEvent.id)]
    assert kinds == ["sold", "returned", "written_off"]


def test_what_left_from_two_places_comes_back_within_what_left(house: Flask) -> None:
    goods = cast.shelf(stock=2)
    place = Warehouse(supplier_id=goods.supplier.id, code="SIDE", name={"en": "Side", "zh": "副仓"})
    session.add(place)
    session.flush()
    second = Stock(warehouse_id=place.id, offer_id=goods.offer.id, on_hand=1)
    session.add(second)
    session.flush()
    session.add(StockMovement(stock_id=second.id, kind="received", quantity=1, at=clock.now()))
    session.commit()
    order = paying.delivered_order(goods, quantity=3)
    returns(order)
    pieces = units_of(order.number)
    assert [puts(order, fit=True, units=[piece]) for piece in pieces] == [1, 1, 1]
    assert (stock_of(goods), session.get_one(Stock, second.id).on_hand) == ((2, 0), 1)


def test_a_serial_number_that_came_back_leaves_again(house: Flask) -> None:
    goods, bob = cast.shelf(), Buyer()
    order = paying.delivered_order(goods)
    serial = session.query(Unit).one().serial
    with pytest.raises(Refused, match="already left"):
        paying.ships(paying.accepted_order(goods), serial)
    returns(order)
    unit = session.query(Unit).one()
    assert (unit.owner_id, unit.supplier_id) == (None, goods.supplier.id)
    puts(order, fit=True)
    again = paying.accepted_order(goods, by=bob)
    paying.ships(again, serial)
    session.expire_all()
    assert (session.query(Unit).one().owner_id, session.query(Unit).one().order_number) == (
        bob.id,
        again.number,
    )
    kinds = [e.kind for e in session.query(UnitEvent).order_by(UnitEvent.id)]
    assert kinds == ["sold", "returned", "put_back", "sold"]


def test_sold_on_and_got_back_it_is_still_what_left_with_the_first_order(house: Flask) -> None:
    goods, bob = cast.shelf(), Buyer()
    order = paying.delivered_order(goods, by=bob)
    unit = session.query(Unit).one()
    mine = used.listing(
        used.let_sell(session.get_one(cast.Person, bob.id)), unit_id=unit.id, serial=unit.serial
    )
    sold_on = dealing.used_completed(mine)
    follow("OrderCompleted")
    assert [row.owner_id for row in units_of(order.number)] == [sold_on.buyer_id]
    returns(sold_on)
    assert unit_of(mine)[0] == bob.id
    returns(order)
    assert unit_of(mine) == (None, ["sold", "sold_used", "returned", "returned"])
    assert puts(order, fit=True) == 1
    again = paying.ships(paying.accepted_order(goods, by=bob), unit.serial)
    assert (units_of(order.number), len(units_of(again.number))) == ([], 1)
