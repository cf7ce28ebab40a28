"""Money comes: who gets it. Postings in, balances out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from marketplace.domains.orders.queries import orders_of
from marketplace.domains.payments.models import Refund
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.journeys import jobs
from marketplace.journeys.cancel_order import cancel_order
from marketplace.journeys.settle_payment import settle_payment
from tests import cast
from tests.factories.paying import books, buyer_of, money_comes, pays, states
from tests.factories.shopping import Buyer, stock_of, wish

LATE = timedelta(minutes=16)


def refunds() -> list[tuple[str, int]]:
    found = [(row.reason, row.amount) for row in session.query(Refund).order_by(Refund.id)]
    session.rollback()
    return found


def test_paid_money_is_held_per_order(house: Flask) -> None:
    one, other = cast.shelf(price=100_00), cast.shelf(price=250_00)
    checkout = Buyer().places(wish(one), wish(other))
    orders = orders_of(checkout.id)
    pays(checkout)
    assert books() == {"provider": 350_00, "hold": 350_00}
    assert states(orders) == ["paid", "paid"]
    first = orders[0]
    assert first.accept_by - first.paid_at == timedelta(hours=72)
    assert first.remind_at - first.paid_at == timedelta(hours=48)
    assert first.hold_until - first.paid_at == timedelta(days=80)


def test_settling_again_moves_nothing(house: Flask) -> None:
    checkout = Buyer().places(wish(cast.shelf(price=100_00)))
    payment_id = pays(checkout)
    with door():
        assert settle_payment(payment_id=payment_id, at=clock.now()) is False
    assert books() == {"provider": 100_00, "hold": 100_00}


def test_money_that_has_not_come_settles_nothing(house: Flask) -> None:
    from tests.factories.paying import payment_of

    checkout = Buyer().places(wish(cast.shelf()))
    with door():
        assert settle_payment(payment_id=payment_of(checkout).id, at=clock.now()) is False
    assert books() == {}


def test_late_money_finds_stock_again(house: Flask) -> None:
    shelf = cast.shelf(stock=1, price=100_00)
    checkout = Buyer().places(wish(shelf))
    with clock.travel(LATE):
        assert jobs.lapse_orders() == 1
        assert states(orders_of(checkout.id)) == ["lapsed"]
        assert stock_of(shelf) == (1, 0)
        pays(checkout)
        assert states(orders_of(checkout.id)) == ["paid"]
    assert stock_of(shelf) == (1, 1)
    assert books() == {"provider": 100_00, "hold": 100_00}


def test_late_money_without_stock_goes_back(house: Flask) -> None:
    shelf = cast.shelf(stock=1, price=100_00)
    checkout = Buyer().places(wish(shelf))
    with clock.travel(LATE):
        jobs.lapse_orders()
        Buyer().places(wish(shelf))
        pays(checkout)
        assert states(orders_of(checkout.id)) == ["lapsed"]
    assert refunds() == [("late_no_stock", 100_00)]
    assert books() == {"provider": 100_00, "refunding": 100_00}


def test_one_order_is_had_and_the_other_goes_back(house: Flask) -> None:
    scarce, plenty = cast.shelf(stock=1, price=100_00), cast.shelf(stock=9, price=250_00)
    checkout = Buyer().places(wish(scarce), wish(plenty))
    with clock.travel(LATE):
        jobs.lapse_orders()
        Buyer().places(wish(scarce))
        pays(checkout)
        assert sorted(states(orders_of(checkout.id))) == ["lapsed", "paid"]
    assert refunds() == [("late_no_stock", 100_00)]
    assert books() == {"provider": 350_00, "hold": 250_00, "refunding": 100_00}


def test_money_for_what_was_called_off_goes_back(house: Flask) -> None:
    checkout = Buyer().places(wish(cast.shelf(price=100_00)))
    order = orders_of(checkout.id)[0]
    with door():
        assert cancel_order(order_id=order.id, actor=buyer_of(order), at=clock.now())
    pays(checkout)
    assert states([order]) == ["cancelled"]
    assert refunds() == [("late_cancelled", 100_00)]
    assert books() == {"provider": 100_00, "refunding": 100_00}


@pytest.mark.parametrize(
    ("amount", "currency"), [(99_99, "CNY"), (100_01, "CNY"), (1, "CNY"), (100_00, "USD")]
)
def test_another_amount_pays_for_nothing(house: Flask, amount: int, currency: str) -> None:
    checkout = Buyer().places(wish(cast.shelf(price=100_00)))
    payment_id = money_comes(checkout, amount, currency)
    with door():
        settle_payment(payment_id=payment_id, at=clock.now())
    assert states(orders_of(checkout.id)) == ["placed"]
    assert refunds() == [("amount_mismatch", amount)]
    assert books() == {"provider": amount, "refunding": amount}


def test_cancelling_one_unpaid_order_cancels_what_shares_its_payment(house: Flask) -> None:
    one, other = cast.shelf(), cast.shelf()
    checkout = Buyer().places(wish(one), wish(other))
    orders = orders_of(checkout.id)
    with door():
        cancel_order(order_id=orders[1].id, actor=buyer_of(orders[1]), at=clock.now())
    assert states(orders) == ["cancelled", "cancelled"]
    assert stock_of(one) == stock_of(other) == (5, 0)
