"""What a supplier earned leaves once, and comes back when it is refused."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from marketplace.domains.payments.models import Payout
from marketplace.domains.payments.payouts.pay_out import complete_payout, fail_payout
from marketplace.domains.payments.queries import balance_of, statement_of
from marketplace.domains.suppliers.models import Supplier
from marketplace.domains.suppliers.suspend import restore, suspend
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Refused
from marketplace.journeys.pay_out import pay_out
from marketplace.journeys.refund_order import refund_order
from tests.factories.paying import (
    books,
    completed_order,
    shelf,
    supplier_of,
)

if TYPE_CHECKING:
    from flask import Flask


def test_a_refund_after_release_comes_off_the_balance(house: Flask) -> None:
    order = completed_order(shelf())
    left = order.total - order.commission
    supplier = actors.person(order.buyer_id, "supplier")
    with door():
        pay_out(supplier_id=order.supplier_id, amount=left, actor=supplier, at=clock.now())
    with door():
        refund_order(order_id=order.id, amount=200_00, reason="goodwill", actor=supplier, at=clock.now())
    assert balance_of(order.supplier_id, "CNY") == -200_00
    with pytest.raises(Refused), door():
        pay_out(supplier_id=order.supplier_id, amount=1, actor=supplier, at=clock.now())
    assert [(row.kind, row.amount, row.balance) for row in statement_of(order.supplier_id, "CNY").rows] == [
        ("refund", -200_00, -200_00),
        ("payout", -left, 0),
        ("release", left, left),
    ]


@pytest.mark.parametrize("amount", [0, -1, 10**12])
def test_a_payout_is_of_something_there_is(house: Flask, amount: int) -> None:
    order = completed_order(shelf())
    with pytest.raises(Refused), door():
        pay_out(supplier_id=order.supplier_id, amount=amount, actor=supplier_of(order), at=clock.now())


def test_nothing_is_paid_out_to_who_is_suspended(house: Flask) -> None:
    order = completed_order(shelf())
    ask = partial(pay_out, supplier_id=order.supplier_id, amount=100, actor=supplier_of(order))
    with door():
        supplier = session.get_one(Supplier, order.supplier_id)
        suspend(supplier=supplier, why="looked into", actor=actors.SYSTEM, at=clock.now())
    with pytest.raises(Refused, match="rest while"), door():
        ask(at=clock.now())
    with door():
        supplier = session.get_one(Supplier, order.supplier_id)
        restore(supplier=supplier, why="cleared up", actor=actors.SYSTEM, at=clock.now())
    with door():
        assert ask(at=clock.now()).amount == 100


def test_a_refused_payout_is_back_on_the_balance(house: Flask) -> None:
    order = completed_order(shelf())
    left = order.total - order.commission
    with door():
        payout = pay_out(supplier_id=order.supplier_id, amount=left, actor=supplier_of(order), at=clock.now())
    assert books() == {"provider": order.total, "paying_out": left, "commission": order.commission}
    for _ in range(2):
        with door():
            row = lock_row(Payout, payout.id)
            assert row is not None
            fail_payout(payout=row, words="no", at=clock.now())
    assert balance_of(order.supplier_id, "CNY") == left
    with door():
        row = lock_row(Payout, payout.id)
        assert row is not None
        complete_payout(payout=row, transfer="tr_1", at=clock.now())  # too late: it is over
    assert books() == {"provider": order.total, "supplier": left, "commission": order.commission}


def test_a_done_payout_has_left(house: Flask) -> None:
    order = completed_order(shelf())
    left = order.total - order.commission
    with door():
        payout = pay_out(supplier_id=order.supplier_id, amount=left, actor=supplier_of(order), at=clock.now())
    for _ in range(2):
        with door():
            row = lock_row(Payout, payout.id)
            assert row is not None
            complete_payout(payout=row, transfer="tr_1", at=clock.now())
    assert books() == {"provider": order.commission, "commission": order.commission}
