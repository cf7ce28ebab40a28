"""From paid to paid out, and every way back. Postings in, balances out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from marketplace.cli.ledger import problems
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.receive import share_out
from marketplace.domains.payments.models import Payment
from marketplace.domains.payments.queries import refunds_of
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.foundation.locks import lock_row
from marketplace.foundation.outbox import OutboxFact
from marketplace.foundation.refusals import Refused
from marketplace.journeys import jobs
from marketplace.journeys.confirm_receipt import confirm_receipt
from marketplace.journeys.refund_order import refund_order
from marketplace.journeys.release_hold import release_hold
from tests.factories.paying import (
    books,
    buyer_of,
    completed_order,
    delivered_order,
    paid_order,
    refund_arrives,
    reminders,
    shelf,
    shipped_order,
    states,
)
from tests.factories.shopping import Buyer, wish

if TYPE_CHECKING:
    from flask import Flask


def test_a_confirmed_order_is_released_less_commission(house: Flask) -> None:
    order = completed_order(shelf())
    assert states([order]) == ["completed"]
    earned = order.commission
    assert 0 < earned < order.total
    assert books() == {"provider": order.total, "supplier": order.total - earned, "commission": earned}
    with door():
        assert release_hold(order_id=order.id, at=clock.now()) is False


@pytest.mark.parametrize(
    ("total", "refunded", "commission", "parts"),
    [
        (1000, 0, 50, (950, 50, 0)),
        (1000, 400, 50, (550, 50, 0)),
        (1000, 980, 50, (0, 20, 0)),
        (1000, 1000, 50, (0, 0, 0)),
    ],
)
def test_refunds_come_out_of_the_suppliers_part(
    total: int, refunded: int, commission: int, parts: tuple[int, int]
) -> None:
    assert share_out(total=total, refunded=refunded, commission=commission) == parts


def test_silence_is_a_yes_after_the_claim_window(house: Flask) -> None:
    order = delivered_order(shelf())
    with clock.travel(timedelta(hours=71)):
        assert jobs.receive_orders() == 0
        assert jobs.remind() == 1
        assert reminders() == ["claim"]
        assert jobs.remind() == 0
    with clock.travel(timedelta(hours=73)):
        assert jobs.receive_orders() == 1
        assert jobs.release_orders() == 1
        assert jobs.receive_orders() + jobs.release_orders() == 0
    assert states([order]) == ["completed"]


def test_a_hold_is_released_by_its_fact_too(house: Flask) -> None:
    from marketplace.journeys.reactions import react

    order = delivered_order(shelf())
    with door():
        confirm_receipt(order_id=order.id, actor=buyer_of(order), at=clock.now())
    react([row.id for row in session.query(OutboxFact).filter_by(name="OrderReceived")])
    assert states([order]) == ["completed"]


def test_a_parcel_delivered_on_the_last_day_is_released_at_eighty(house: Flask) -> None:
    order = shipped_order(shelf())
    with clock.travel(timedelta(days=79)), door():
        from marketplace.domains.orders.ship import deliver

        row = lock_row(Order, order.id)
        assert row is not None
        deliver(order=row, actor=actors.PROVIDER, at=clock.now())
    with clock.travel(timedelta(days=80, minutes=1)):
        assert jobs.cancel_overdue() == 0
        assert jobs.receive_orders() == 1
        assert jobs.release_orders() == 1
    assert states([order]) == ["completed"]


def test_a_refund_while_held_leaves_the_rest_to_be_released(house: Flask) -> None:
    order = delivered_order(shelf())
    admin = actors.person(order.buyer_id, "admin")
    for _ in range(2):
        with door():
            refund_order(order_id=order.id, amount=300_00, reason="goodwill-1", actor=admin, at=clock.now())
    with pytest.raises(Refused), door():
        refund_order(order_id=order.id, amount=700_00, reason="goodwill-2", actor=admin, at=clock.now())
    refund_arrives(refunds_of(order.number)[0])
    with door():
        confirm_receipt(order_id=order.id, actor=buyer_of(order), at=clock.now())
    jobs.release_orders()
    assert books() == {
        "provider": 700_00,
        "supplier": 700_00 - order.commission,
        "commission": order.commission,
    }


def test_the_books_tell_when_they_are_wrong(house: Flask) -> None:
    from sqlalchemy import text

    order = paid_order(shelf())
    assert problems() == []
    session.execute(text("SET LOCAL session_replication_role = replica"))
    session.execute(
        text("UPDATE \"order\" SET refunded = 1, state = 'received' WHERE id = :id"), {"id": order.id}
    )
    session.execute(text("UPDATE payment SET captured = captured + 1"))
    session.commit()
    found = " ".join(problems())
    assert "open orders whose hold is not paid less refunded: 1" in found
    assert "order rows in a state no move led to: 1" in found
    assert "settled payments without their one entry, or the reverse: 1" in found
    session.execute(text("UPDATE payment SET captured = captured - 1"))
    session.execute(
        text("UPDATE \"order\" SET refunded = 0, state = 'paid' WHERE id = :id"), {"id": order.id}
    )
    session.commit()
    assert session.query(Payment).one().captured == order.total
    late = Buyer().places(wish(shelf()))
    assert late is not None
    assert "unpaid orders that should have lapsed: 1" in problems(at=clock.now() + timedelta(minutes=31))
