"""Cases under many hands: release × case × sweep, decide × withdraw, two decisions, two opinions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from marketplace.domains.aftersales.models import Case, Opinion
from marketplace.domains.orders.models import Order
from marketplace.domains.payments.models import Refund
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.journeys.cases.decide_case import agree_to_case, decide_case
from marketplace.journeys.cases.end_due import end_due_case
from marketplace.journeys.cases.open_case import start_case
from marketplace.journeys.cases.speak import withdraw_case
from marketplace.journeys.confirm_receipt import confirm_receipt
from marketplace.journeys.opinions.judge import judge_order
from marketplace.journeys.receive_silent import receive_silent
from marketplace.journeys.release_hold import release_due, release_hold
from tests.factories import dealing, paying
from tests.factories.paying import books, shelf
from tests.factories.quarrelling import buyer, escalated, payee, staff
from tests.races.conftest import Run, again, kinds

if TYPE_CHECKING:
    from marketplace.foundation.actors import Actor

pytestmark = pytest.mark.timeout(900)
Move = Callable[[], Any]


def opening(order: Order, key: str) -> Move:
    return partial(
        start_case, order_id=order.id, reason="broken", wish="refund", words="It is.", key=key,
        actor=buyer(order), at=clock.now(),
    )  # fmt: skip


def deciding(case: Case, outcome: str, by: Actor, amount: int | None = None) -> Move:
    return partial(
        decide_case, case_id=case.id, outcome=outcome, amount=amount, words="So.", actor=by, at=clock.now()
    )


def test_release_against_case_against_sweep(race: Run, rounds: int) -> None:
    for number in again(rounds):
        order = paying.delivered_order(shelf())
        if number % 2:
            order = paying.received_order(shelf())
        late = clock.now() + timedelta(days=4)
        race(
            opening(order, "one"),
            opening(order, "two"),
            partial(confirm_receipt, order_id=order.id, actor=buyer(order), at=clock.now()),
            partial(receive_silent, limit=10, at=late),
            partial(release_hold, order_id=order.id, at=late),
            partial(release_due, limit=10, at=late),
        )
        case, found = session.query(Case).one_or_none(), session.get_one(Order, order.id)
        open_before = case is not None and not case.after_release
        assert (found.frozen_at is not None) == open_before
        # Released or frozen, never both; what is received but not released yet is due.
        assert not (open_before and found.state == "completed")


def test_a_decision_against_a_withdrawal(race: Run, rounds: int) -> None:
    for number in again(rounds):
        order = paying.delivered_order(shelf())
        case, ada = escalated(order), staff()
        outcome = ("refund", "split", "release")[number % 3]
        ends = race(
            deciding(case, outcome, ada, 300_00),
            partial(withdraw_case, case_id=case.id, actor=buyer(case), at=clock.now()),
        )
        assert kinds(ends) == {"done": 1, "Stale": 1}
        assert session.get_one(Case, case.id).state == "closed"
        assert session.get_one(Order, order.id).frozen_at is None


def test_eight_decisions_are_one(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        order = paying.delivered_order(shelf())
        case, ada, bo, them = escalated(order), staff("Ada"), staff("Bo"), payee(order)
        ends = race(
            deciding(case, "refund", ada),
            deciding(case, "refund", bo),
            deciding(case, "split", ada, 300_00),
            deciding(case, "split", bo, 200_00),
            deciding(case, "release", ada),
            deciding(case, "release", bo),
            partial(end_due_case, case_id=case.id, at=clock.now() + timedelta(days=61)),
            partial(withdraw_case, case_id=case.id, actor=buyer(case), at=clock.now()),
        )
        assert set(kinds(ends)) == {"done", "Stale"}
        assert session.query(Refund).count() <= 1
        given = session.get_one(Case, case.id).refund or 0
        assert session.get_one(Order, order.id).refunded == given
        assert books().get("refunding", 0) == given
        assert them.role == "supplier"


def test_both_agree_and_decide_after_the_release(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        order = paying.completed_order(shelf())
        case = escalated(order)
        race(
            *[partial(agree_to_case, case_id=case.id, actor=payee(order), at=clock.now())] * 2,
            deciding(case, "refund", staff()),
        )
        assert [row.amount for row in session.query(Refund)] == [1000_00]


def test_two_opinions_at_once_are_both_shown(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        order = dealing.used_completed()
        judging = partial(judge_order, order_id=order.id, stars=5, words="Fine.", at=clock.now())
        ends = race(
            *[partial(judging, actor=dealing.as_buyer(order.buyer_id))] * 2,
            *[partial(judging, actor=dealing.as_seller(order))] * 2,
        )
        assert kinds(ends) == {"done": 4}
        assert [row.shown_at is not None for row in session.query(Opinion)] == [True, True]
