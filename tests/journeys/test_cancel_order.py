"""Every way back before shipping, and every deadline that leads there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from marketplace.domains.orders.accept import after_working_days
from marketplace.domains.payments.models import Refund
from marketplace.domains.payments.queries import refunds_of
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing, Stale
from marketplace.journeys import jobs
from marketplace.journeys.accept_order import accept_order
from marketplace.journeys.cancel_order import cancel_order
from marketplace.journeys.confirm_receipt import confirm_receipt
from tests.factories.paying import (
    accepted_order,
    books,
    buyer_of,
    paid_order,
    refund_arrives,
    reminders,
    shelf,
    shipped_order,
    states,
    supplier_of,
)
from tests.factories.shopping import stock_of

if TYPE_CHECKING:
    from flask import Flask


@pytest.mark.parametrize("who", ["buyer", "supplier"])
@pytest.mark.parametrize("make", [paid_order, accepted_order])
def test_cancelling_before_shipping_refunds_in_full(house: Flask, who: str, make: object) -> None:
    what = shelf()
    order = make(what)
    with door():
        assert cancel_order(order_id=order.id, actor=actors.person(order.buyer_id, who), at=clock.now())
    with door():
        assert (
            cancel_order(order_id=order.id, actor=actors.person(order.buyer_id, who), at=clock.now()) is False
        )
    assert states([order]) == ["cancelled"]
    assert stock_of(what) == (5, 0)
    assert books() == {"provider": order.total, "refunding": order.total}
    (refund,) = refunds_of(order.number)
    assert (refund.reason, refund.amount) == (who, order.total)
    refund_arrives(refund)
    refund_arrives(refund)
    assert books() == {}


def test_nobody_cancels_what_is_not_theirs_or_has_left(house: Flask) -> None:
    order = shipped_order(shelf())
    with pytest.raises(Stale), door():
        cancel_order(order_id=order.id, actor=buyer_of(order), at=clock.now())
    with pytest.raises(Missing), door():
        cancel_order(order_id=order.id, actor=actors.person(order.buyer_id + 1, "buyer"), at=clock.now())
    with pytest.raises(Missing), door():
        confirm_receipt(order_id=order.id, actor=actors.person(order.buyer_id + 1, "buyer"), at=clock.now())


def test_a_supplier_who_does_not_accept_loses_the_order(house: Flask) -> None:
    order = paid_order(shelf())
    with clock.travel(timedelta(hours=71)):
        assert jobs.cancel_overdue() == 0
    with clock.travel(timedelta(hours=72, minutes=1)):
        with pytest.raises(Stale), door():
            accept_order(order_id=order.id, actor=supplier_of(order), at=clock.now())
        assert jobs.cancel_overdue() == 1
        assert jobs.cancel_overdue() == 0
    assert states([order]) == ["cancelled"]
    assert refunds_of(order.number)[0].reason == "not_accepted"


def test_a_supplier_who_does_not_ship_loses_the_order(house: Flask) -> None:
    order = accepted_order(shelf())
    assert order.ship_by == after_working_days(order.accepted_at, 5)
    with clock.travel(timedelta(days=8)):
        assert jobs.cancel_overdue() == 1
    assert refunds_of(order.number)[0].reason == "not_shipped"
    assert reminders() == []


def test_a_deadline_kept_at_the_last_moment_stands(house: Flask) -> None:
    order = paid_order(shelf())
    with door():
        accept_order(order_id=order.id, actor=supplier_of(order), at=clock.now())
    with clock.travel(timedelta(hours=73)), door():
        assert (
            cancel_order(order_id=order.id, actor=actors.SYSTEM, why="not_accepted", at=clock.now()) is False
        )
    assert states([order]) == ["accepted"]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (datetime(2026, 11, 16, 10, tzinfo=UTC), datetime(2026, 11, 23, 10, tzinfo=UTC)),  # Monday → Monday
        (datetime(2026, 11, 20, 10, tzinfo=UTC), datetime(2026, 11, 27, 10, tzinfo=UTC)),  # Friday → Friday
        (datetime(2026, 11, 21, 10, tzinfo=UTC), datetime(2026, 11, 27, 10, tzinfo=UTC)),  # Saturday → Friday
        (datetime(2026, 11, 22, 10, tzinfo=UTC), datetime(2026, 11, 27, 10, tzinfo=UTC)),  # Sunday → Friday
    ],
)
def test_five_working_days(start: datetime, end: datetime) -> None:
    assert after_working_days(start, 5) == end


def test_no_hold_outlives_eighty_days(house: Flask) -> None:
    lost = shipped_order(shelf())
    with clock.travel(timedelta(days=81)):
        assert jobs.cancel_overdue() == 1
    assert states([lost]) == ["cancelled"]
    assert refunds_of(lost.number)[0].reason == "hold_too_long"
    assert books() == {"provider": lost.total, "refunding": lost.total}


def test_a_refund_the_bank_sends_back_is_owed_again(house: Flask) -> None:
    order = paid_order(shelf())
    with door():
        cancel_order(order_id=order.id, actor=buyer_of(order), at=clock.now())
    (refund,) = refunds_of(order.number)
    refund_arrives(refund)
    refund_arrives(refund, "failed")
    assert books() == {"provider": order.total, "refunding": order.total}
    with door():
        row = lock_row(Refund, refund.id)
        assert row is not None
        assert (row.state, row.tries) == ("failed", 1)
    refund_arrives(refund)  # news of an earlier try's key would be passed by; this is the second try's
    assert session.get_one(Refund, refund.id).state == "failed"  # which is not even under way
