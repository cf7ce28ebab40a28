"""A case is opened: the order's money stands still, and only its buyer can open one, once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from marketplace.foundation import actors, clock
from marketplace.foundation.db import door
from marketplace.foundation.refusals import Missing, Refused, Stale
from marketplace.journeys import jobs
from marketplace.journeys.cases.open_case import start_case
from marketplace.journeys.cases.speak import withdraw_case
from marketplace.journeys.confirm_receipt import confirm_receipt
from marketplace.journeys.record_delivery import record_delivery
from marketplace.journeys.refund_order import refund_order
from marketplace.journeys.release_hold import release_hold
from tests import cast
from tests.factories import dealing, paying
from tests.factories.paying import books, reminders, shelf, states
from tests.factories.quarrelling import buyer, complains, decides, now, order_now, staff

if TYPE_CHECKING:
    from flask import Flask


def test_nothing_is_released_while_a_case_is_open(house: Flask) -> None:
    order = paying.delivered_order(shelf())
    complains(order)
    with clock.travel(timedelta(days=4)):
        jobs.receive_orders()
        jobs.release_orders()
        jobs.cancel_overdue()
        jobs.remind()
        assert states([order]) == ["delivered"]
        assert reminders() == []
        with door():
            assert not release_hold(order_id=order.id, at=clock.now())
        with pytest.raises(Stale, match="A case is open"), door():
            confirm_receipt(order_id=order.id, actor=buyer(order), at=clock.now())
        with pytest.raises(Stale, match="A case is open"), door():
            refund_order(order_id=order.id, amount=1, reason="x", actor=staff(), at=clock.now())
        assert books() == {"provider": 1000_00, "hold": 1000_00}


def test_a_received_order_waits_too(house: Flask) -> None:
    order = paying.received_order(shelf())
    complains(order)
    jobs.release_orders()
    assert states([order]) == ["received"]


def test_withdrawn_the_window_is_as_long_as_it_was(house: Flask) -> None:
    order = paying.delivered_order(shelf())
    until = order_now(order).claim_until
    assert until is not None
    case = complains(order)
    with clock.travel(timedelta(days=2)):
        for _ in range(2):
            with door():
                withdraw_case(case_id=case.id, actor=buyer(case), at=clock.now())
        thawed = order_now(order)
        assert thawed.frozen_at is None
        assert thawed.claim_until is not None
        assert timedelta(days=2) <= thawed.claim_until - until < timedelta(days=2, minutes=1)
    with clock.travel(timedelta(days=6)):
        jobs.receive_orders()
        jobs.release_orders()
        assert states([order]) == ["completed"]


def test_a_received_order_is_released_once_the_case_is_withdrawn(house: Flask) -> None:
    order = paying.received_order(shelf())
    case = complains(order)
    with door():
        withdraw_case(case_id=case.id, actor=buyer(case), at=clock.now())
    jobs.release_orders()
    assert states([order]) == ["completed"]


def test_the_same_form_twice_is_one_case(house: Flask) -> None:
    order = paying.delivered_order(shelf())
    assert complains(order, key="one").id == complains(order, key="one").id
    with pytest.raises(Stale, match="case about this order already"):
        complains(order, key="two")


def test_a_parcel_that_arrives_meanwhile_starts_no_reminder(house: Flask) -> None:
    order = paying.shipped_order(shelf())
    complains(order)
    with door():
        record_delivery(order_id=order.id, why="seen", actor=actors.SYSTEM, at=clock.now())
    assert order_now(order).remind_at is None


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (paying.paid_order, "on its way"),
        (paying.accepted_order, "on its way"),
    ],
)
def test_before_it_left_there_is_nothing_to_complain_of(house: Flask, made: object, says: str) -> None:
    with pytest.raises(Stale, match=says):
        complains(made(shelf()))


def test_long_after_the_release_it_is_too_late(house: Flask) -> None:
    order = paying.completed_order(shelf())
    with clock.travel(timedelta(days=31)), pytest.raises(Stale, match="is over"):
        complains(order)


def test_a_decided_order_has_no_second_case(house: Flask) -> None:
    order = paying.delivered_order(shelf())
    case = complains(order)
    decides(case, "release")
    jobs.release_orders()
    with pytest.raises(Stale, match="already"):
        complains(order)
    assert now(case).outcome == "release"


def test_only_its_buyer_opens_it(house: Flask) -> None:
    order = dealing.used_handed_over()
    for who in (order.seller_id, cast.person().id):
        with pytest.raises(Missing), door():
            start_case(
                order_id=order.id, reason="broken", wish="refund", words="?", key="k",
                actor=actors.person(who or 0, "buyer"), at=clock.now(),
            )  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": "weather"}, "reason"),
        ({"wish": "gold"}, "wish"),
        ({"wish": "return", "reason": "not_arrived"}, "wish"),
        ({"wish": "part"}, "wished"),
        ({"wish": "part", "wished": 0}, "wished"),
        ({"wish": "part", "wished": 1000_00}, "wished"),
        ({"words": "  "}, "words"),
        ({"words": "x" * 3001}, "words"),
    ],
)
def test_what_makes_no_sense_is_refused_where_it_stands(
    house: Flask, wrong: dict[str, object], field: str
) -> None:
    order = paying.delivered_order(shelf())
    said = {"reason": "broken", "wish": "refund", "words": "It is.", **wrong}
    with pytest.raises(Refused) as refused, door():
        start_case(order_id=order.id, key="k", actor=buyer(order), at=clock.now(), **said)
    assert refused.value.field == field
