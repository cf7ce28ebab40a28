"""The most specific rule wins, is fixed on the order, and no cent is lost between lines and order."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from marketplace.domains.orders.commission import commission, end_rate, overall_rate, set_rate
from marketplace.domains.orders.models import CommissionRule, OrderLine
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Refused
from tests import cast
from tests.factories.shopping import Buyer, orders, wish

prices = st.integers(1, 10**9)
rates = st.integers(0, 5000)


def rate(shelf: cast.Shelf, basis_points: int, *, supplier: bool = False, category: str = "") -> None:
    category_id = {"": None, "own": shelf.product.category_id, "department": shelf.product.department_id}[
        category
    ]
    with door():
        set_rate(
            supplier_id=shelf.supplier.id if supplier else None,
            category_id=category_id,
            basis_points=basis_points,
            at=clock.now(),
        )


def charged(shelf: cast.Shelf) -> int:
    Buyer().places(wish(shelf))
    return orders()[-1].commission_basis_points


def test_the_most_specific_rule_wins(house: Flask) -> None:
    shelf = cast.shelf(stock=9)
    assert charged(shelf) == 800
    rate(shelf, 700)
    assert charged(shelf) == 700
    rate(shelf, 650, category="department")
    assert charged(shelf) == 650
    rate(shelf, 600, category="own")
    assert charged(shelf) == 600
    rate(shelf, 500, supplier=True)
    assert charged(shelf) == 500
    rate(shelf, 0, supplier=True, category="own")
    assert charged(shelf) == 0


def test_rules_for_others_do_not_count(house: Flask) -> None:
    shelf, other = cast.shelf(stock=9), cast.shelf()
    rate(other, 100, supplier=True)
    rate(other, 150, supplier=True, category="own")
    assert charged(shelf) == 800


def test_a_new_rate_leaves_placed_orders_alone(house: Flask) -> None:
    shelf = cast.shelf(stock=9, price=100_000)
    rate(shelf, 500, supplier=True)
    Buyer().places(wish(shelf))
    rate(shelf, 900, supplier=True)
    Buyer().places(wish(shelf))
    with door():
        end_rate(supplier_id=shelf.supplier.id, category_id=None, at=clock.now())
    Buyer().places(wish(shelf))
    assert [order.commission for order in orders()] == [5_000, 9_000, 8_000]
    rules = [order.commission_rule_id for order in orders()]
    assert rules[0] != rules[1]
    assert rules[2] is None
    assert session.query(CommissionRule).count() == 2


@pytest.mark.parametrize("basis_points", [-1, 5001])
def test_absurd_rates_are_refused(house: Flask, basis_points: int) -> None:
    with pytest.raises(Refused):
        set_rate(supplier_id=None, category_id=None, basis_points=basis_points, at=clock.now())


def test_an_orders_commission_is_the_sum_of_its_lines(house: Flask) -> None:
    seller = cast.supplier()
    shelves = [cast.shelf(of=seller, price=price) for price in (333, 777, 12_345)]
    special = cast.category("special", cast.category("cooling"))
    shelves[2].product.category_id = special.id
    session.commit()
    rate(shelves[2], 333, category="own")
    Buyer().places(*(wish(shelf, 3) for shelf in shelves))
    [order] = orders()
    lines = session.query(OrderLine).all()
    assert sum(line.commission for line in lines) == order.commission
    assert {line.commission_basis_points for line in lines} == {800, 333}
    assert order.commission_rule_id is None


@given(st.lists(st.tuples(prices, rates), min_size=1, max_size=50))
def test_no_cent_is_lost(lines: list[tuple[int, int]]) -> None:
    earned = [commission(line_total=total, basis_points=points) for total, points in lines]
    goods = sum(total for total, _ in lines)
    assert all(0 <= part <= total for part, (total, _) in zip(earned, lines, strict=True))
    # Half a cent of rounding a line, and the whole never above the goods.
    exact = sum(total * points for total, points in lines)
    assert abs(sum(earned) * 10_000 - exact) <= 5_000 * len(lines)
    overall = overall_rate(goods=goods, commission=sum(earned))
    assert abs(overall * goods - sum(earned) * 10_000) * 2 <= goods
