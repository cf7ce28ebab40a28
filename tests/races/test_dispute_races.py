"""A bank takes a payment back just as its money is released, or paid out: it is taken once, from where it is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from marketplace.domains.orders.models import Order
from marketplace.domains.orders.queries import orders_of
from marketplace.domains.orders.ship import deliver
from marketplace.domains.payments.models import Chargeback
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.journeys.accept_order import accept_order
from marketplace.journeys.confirm_receipt import confirm_receipt
from marketplace.journeys.hearing.look_at_dispute import look_at_dispute
from marketplace.journeys.refund_order import refund_order
from marketplace.journeys.release_hold import release_due, release_hold
from tests import cast
from tests.factories.banking import Bank
from tests.factories.paying import (
    books,
    buyer_of,
    delivered_order,
    pays,
    received_order,
    shelf,
    ships,
    supplier_of,
)  # fmt: skip
from tests.factories.shopping import Buyer, wish
from tests.races.conftest import HANDS, Run, again, kinds

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

pytestmark = pytest.mark.timeout(900)


def hears(bank: Bank, order: Order, status: str) -> Callable[[], Any]:
    """Let the provider answer so from now on; return the question."""
    bank.answers(order, status)
    return partial(look_at_dispute, dispute="du_1", at=clock.now())


@pytest.mark.parametrize("outcome", ["won", "lost"])
def test_a_release_meets_a_charge_back(
    race: Run, rounds: int, monkeypatch: pytest.MonkeyPatch, outcome: str
) -> None:
    bank = Bank(monkeypatch)
    for _ in again(rounds):
        order = received_order(shelf())
        release = partial(release_hold, order_id=order.id, at=clock.now())
        sweep = partial(release_due, limit=10, at=clock.now())
        opens = hears(bank, order, "open")
        ends = race(release, opens, sweep, opens, release, opens, sweep, opens)
        assert kinds(ends) == {"done": HANDS}
        released = session.get_one(Order, order.id).state == "completed"
        assert books()["disputed"] == -1000_00
        assert session.query(Chargeback).count() == 1
        closes = hears(bank, order, outcome)
        assert kinds(race(*[closes, release] * 4)) == {"done": HANDS}
        race(release)
        if outcome == "won":
            assert books() == {"provider": 1000_00, "supplier": 920_00, "commission": 80_00}
        else:
            assert books() == ({"supplier": -80_00, "commission": 80_00} if released else {})


def test_a_refund_meets_a_charge_back(race: Run, rounds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    bank = Bank(monkeypatch)
    for _ in again(rounds):
        order = received_order(shelf())
        opens = hears(bank, order, "lost")
        refund = partial(
            refund_order,
            order_id=order.id,
            amount=400_00,
            reason="r",
            actor=supplier_of(order),
            at=clock.now(),
        )
        ends = race(*[opens, refund] * 4)
        assert set(kinds(ends)) <= {"done", "Stale"}
        session.expire_all()
        found = session.get_one(Order, order.id)
        assert (found.state, found.refunded) == ("refunded", 1000_00)
        assert books() == {}


def test_a_confirmation_meets_a_charge_back(race: Run, rounds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    bank = Bank(monkeypatch)
    for _ in again(rounds):
        order = delivered_order(shelf())
        confirm = partial(confirm_receipt, order_id=order.id, actor=buyer_of(order), at=clock.now())
        opens = hears(bank, order, "open")
        race(*[confirm, opens] * 4)
        with door():
            assert release_hold(order_id=order.id, at=clock.now()) is False
        assert books() == {"hold": 1000_00, "disputed": -1000_00}


def _released(*goods: cast.Shelf) -> Sequence[Order]:
    """Return the orders of one checkout, each released to its supplier."""
    checkout = Buyer().places(*(wish(one) for one in goods))
    pays(checkout)
    orders = orders_of(checkout.id)
    for order in orders:
        with door():
            accept_order(order_id=order.id, actor=supplier_of(order), at=clock.now())
        ships(order)
        with door():
            deliver(order=session.get_one(Order, order.id), actor=actors.PROVIDER, at=clock.now())
        with door():
            confirm_receipt(order_id=order.id, actor=buyer_of(order), at=clock.now())
        with door():
            assert release_hold(order_id=order.id, at=clock.now())
    return orders


def test_two_lost_ones_take_from_the_same_two_payees(
    race: Run, rounds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank = Bank(monkeypatch)
    for _ in again(rounds):
        one, other = cast.supplier(), cast.supplier()
        # Orders stand in the order of their offers, not of who offers.
        goods = [cast.shelf(price=1000_00, of=whose) for whose in (one, other, other, one)]
        paid = [_released(*(goods[:2] if n % 2 else goods[2:])) for n in range(HANDS)]
        ways = {tuple(order.supplier_id for order in orders) for orders in paid}
        assert len(ways) == 2  # else nobody could wait for anybody in a ring
        moves = []
        for n, orders in enumerate(paid):
            bank.answers(orders[0], "lost", amount=2000_00, name=f"du_{n}")
            moves.append(partial(look_at_dispute, dispute=f"du_{n}", at=clock.now()))
        assert kinds(race(*moves)) == {"done": HANDS}
        assert books() == {"supplier": -80_00 * 2 * HANDS, "commission": 80_00 * 2 * HANDS}
