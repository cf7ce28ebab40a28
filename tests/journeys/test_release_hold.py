"""From paid to paid out, and every way back. Postings in, balances out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from flask import Flask

from marketplace.cli.ledger import problems
from marketplace.domains.orders.accept import after_working_days
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.receive import share_out
from marketplace.domains.payments.models import Payment, Payout, Refund
from marketplace.domains.payments.pay_out import complete_payout, fail_payout
from marketplace.domains.payments.queries import balance_of, refunds_of, statement_of
from marketplace.domains.suppliers.models import Supplier
from marketplace.domains.suppliers.suspend import restore, suspend
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.foundation.locks import lock_row
from marketplace.foundation.outbox import OutboxFact
from marketplace.foundation.refusals import Missing, Refused, Stale
from marketplace.journeys import jobs
from marketplace.journeys.accept_order import accept_order
from marketplace.journeys.cancel_order import cancel_order
from marketplace.journeys.confirm_receipt import confirm_receipt
from marketplace.journeys.pay_out import pay_out
from marketplace.journeys.refund_order import refund_order
from marketplace.journeys.release_hold import release_hold
from tests import cast
from tests.factories.paying import (
    accepted_order,
    books,
    buyer_of,
    delivered_order,
    paid_order,
    refund_arrives,
    shipped_order,
    states,
    supplier_of,
)
from tests.factories.shopping import Buyer, stock_of, wish


def shelf(price: int = 1000_00) -> cast.Shelf:
    return cast.shelf(price=price)


def reminders() -> list[str]:
    rows = session.query(OutboxFact).filter_by(name="OrderReminderDue").order_by(OutboxFact.id)
    return [row.payload["what"] for row in rows]


def completed_order(what: cast.Shelf | None = None) -> Order:
    order = delivered_order(what or shelf())
    with door():
        confirm_receipt(order_id=order.id, actor=buyer_of(order), at=clock.now())
    with door():
        assert release_hold(order_id=order.id, at=clock.now())
    return order


def test_a_confirmed_order_is_released_less_commission(house: Flask) -> None:
    order = completed_order()
    assert states([order]) == ["completed"]
    earned = order.commission
    assert 0 < earned < order.total
    assert books() == {"provider": order.total, "supplier": order.total - earned, "commission": earned}
    with door():
        assert release_hold(order_id=order.id, at=clock.now()) is False


@pytest.mark.parametrize(
    ("total", "refunded", "commission", "parts"),
    [
        (1000, 0, 50, (950, 50)),
        (1000, 400, 50, (550, 50)),
        (1000, 980, 50, (0, 20)),
        (1000, 1000, 50, (0, 0)),
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


@pytest.mark.parametrize("who", ["buyer", "supplier"])
@pytest.mark.parametrize("make", [paid_order, accepted_order])
def test_cancelling_before_shipping_refunds_in_full(house: Flask, who: str, make: object) -> None:
    what = shelf()
    order = make(what)  # type: ignore[operator]
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


def test_a_refund_after_release_comes_off_the_balance(house: Flask) -> None:
    order = completed_order()
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
    order = completed_order()
    with pytest.raises(Refused), door():
        pay_out(supplier_id=order.supplier_id, amount=amount, actor=supplier_of(order), at=clock.now())


def test_nothing_is_paid_out_to_who_is_suspended(house: Flask) -> None:
    order = completed_order()
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
    order = completed_order()
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
    order = completed_order()
    left = order.total - order.commission
    with door():
        payout = pay_out(supplier_id=order.supplier_id, amount=left, actor=supplier_of(order), at=clock.now())
    for _ in range(2):
        with door():
            row = lock_row(Payout, payout.id)
            assert row is not None
            complete_payout(payout=row, transfer="tr_1", at=clock.now())
    assert books() == {"provider": order.commission, "commission": order.commission}


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
