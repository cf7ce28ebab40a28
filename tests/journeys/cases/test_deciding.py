"""Who gets the money: postings in, balances out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from marketplace.domains.aftersales.models import RefundRequest
from marketplace.domains.aftersales.two_hands import LARGE_REFUND, waiting_requests
from marketplace.domains.payments.models import Refund
from marketplace.domains.payments.queries import balance_of
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Missing, Refused, Stale
from marketplace.journeys import jobs
from marketplace.journeys.cases.decide_case import agree_to_case, confirm_verdict
from marketplace.journeys.cases.speak import ask_in_case, withdraw_case
from marketplace.journeys.pay_out import pay_out
from marketplace.journeys.refund_order import decide_refund
from marketplace.ledger import Account
from tests import cast
from tests.factories import dealing, paying, used
from tests.factories.paying import books, shelf, states
from tests.factories.quarrelling import (
    buyer,
    complains,
    decides,
    escalated,
    now,
    order_now,
    payee,
    says,
    staff,
)

if TYPE_CHECKING:
    from flask import Flask

    from marketplace.domains.orders.models import Order


@pytest.mark.parametrize(
    ("outcome", "amount", "state", "money"),
    [
        ("refund", None, "refunded", {"provider": 1000_00, "refunding": 1000_00}),
        ("release", None, "completed", {"provider": 1000_00, "supplier": 920_00, "commission": 80_00}),
        (
            "split",
            400_00,
            "completed",
            {"provider": 1000_00, "refunding": 400_00, "supplier": 520_00, "commission": 80_00},
        ),
    ],
)
def test_the_money_goes_where_the_verdict_says(
    house: Flask, outcome: str, amount: int | None, state: str, money: dict[str, int]
) -> None:
    order = paying.delivered_order(shelf())
    case = escalated(order)
    assert decides(case, outcome, amount) is None
    jobs.release_orders()
    assert states([order]) == [state]
    assert books() == money
    closed = now(case)
    assert (closed.state, closed.outcome) == ("closed", outcome)
    assert order_now(order).frozen_at is None


def test_decided_twice_it_is_decided_once(house: Flask) -> None:
    order = paying.delivered_order(shelf())
    case = escalated(order)
    decides(case, "split", 400_00)
    for outcome in ("split", "refund", "release"):
        with pytest.raises(Stale, match="closed"):
            decides(case, outcome, 300_00)
    assert session.query(Refund).count() == 1
    jobs.release_orders()


@pytest.mark.parametrize(("wish", "wished", "gives"), [("refund", None, 1000_00), ("part", 250_00, 250_00)])
def test_the_other_side_agrees(house: Flask, wish: str, wished: int | None, gives: int) -> None:
    order = dealing.used_handed_over(used.listing(price=1000_00))
    case = complains(order, wish, wished)
    for _ in range(2):
        with door():
            agree_to_case(case_id=case.id, actor=payee(order), at=clock.now())
    jobs.release_orders()
    assert books()["refunding"] == gives
    assert now(case).refund == gives


def test_after_the_release_the_payee_pays_below_zero_and_is_not_paid_out(house: Flask) -> None:
    order = paying.completed_order(shelf())
    supplier_id = order.supplier_id or 0
    with door():
        pay_out(supplier_id=supplier_id, amount=900_00, actor=actors.SYSTEM, at=clock.now())
    case = escalated(order, wish="part", wished=300_00)
    assert now(case).after_release
    assert order_now(order).frozen_at is None
    decides(case, "split", 300_00)
    assert balance_of(supplier_id, "CNY", account=Account.SUPPLIER) == -280_00
    assert states([order]) == ["completed"]
    with pytest.raises(Refused, match="more than your balance"), door():
        pay_out(supplier_id=supplier_id, amount=1, actor=actors.SYSTEM, at=clock.now())


def test_a_seller_pays_the_whole_price_back_after_the_release(house: Flask) -> None:
    order = dealing.used_completed(used.listing(price=1000_00))
    decides(escalated(order), "refund")
    assert balance_of(order.seller_id or 0, "CNY", account=Account.SELLER) == -50_00
    assert states([order]) == ["completed"]


def large() -> Order:
    return paying.delivered_order(cast.shelf(price=LARGE_REFUND() + 1))


def test_much_money_takes_two_members_of_staff(house: Flask) -> None:
    order = large()
    case, ada, bo = escalated(order), staff("Ada"), staff("Bo")
    asked = decides(case, "refund", by=ada)
    assert isinstance(asked, RefundRequest)
    assert now(case).state == "deciding"
    assert list(waiting_requests()) == []
    with pytest.raises(Stale, match="asked already"):
        decides(case, "release", by=bo)
    with pytest.raises(Refused, match="colleague decides"), door():
        confirm_verdict(case_id=case.id, request_id=asked.id, approved=True, actor=ada, at=clock.now())
    with pytest.raises(Missing), door():
        decide_refund(request_id=asked.id, approved=True, actor=bo, at=clock.now())
    with door():
        assert confirm_verdict(case_id=case.id, request_id=asked.id, approved=True, actor=bo, at=clock.now())
    assert states([order]) == ["refunded"]
    closed = now(case)
    assert (closed.decided_by, closed.decision) == (bo.id, "Seen on the photos.")


def test_a_no_leaves_it_open_and_it_can_be_asked_again(house: Flask) -> None:
    case, ada, bo = escalated(large()), staff("Ada"), staff("Bo")
    for _ in range(2):
        asked = decides(case, "refund", by=ada)
        assert asked is not None
        with door():
            confirm_verdict(case_id=case.id, request_id=asked.id, approved=False, actor=bo, at=clock.now())
        assert now(case).state == "deciding"


def test_a_question_falls_with_the_case(house: Flask) -> None:
    case = escalated(large())
    asked = decides(case, "refund")
    assert asked is not None
    with door():
        withdraw_case(case_id=case.id, actor=buyer(case), at=clock.now())
    with pytest.raises(Missing), door():
        confirm_verdict(
            case_id=case.id, request_id=asked.id, approved=True, actor=staff("Bo"), at=clock.now()
        )
    session.expire_all()
    assert session.get_one(RefundRequest, asked.id).state == "declined"


def test_nobody_decides_their_own(house: Flask) -> None:
    order = dealing.used_handed_over()
    case = escalated(order)
    for who in (order.seller_id, order.buyer_id):
        me = actors.person(who or 0, "admin")
        with pytest.raises(Refused, match="your own case"):
            decides(case, "release", by=me)
        with pytest.raises(Refused, match="your own case"), door():
            ask_in_case(case_id=case.id, words="?", key="k", actor=me, at=clock.now())


def test_strangers_find_nothing_there(house: Flask) -> None:
    order = paying.delivered_order(shelf())
    case = complains(order)
    for who in (actors.person(cast.person().id, "buyer"), actors.person(cast.admin().id, "supplier")):
        with pytest.raises(Missing):
            says(case, who)
        with pytest.raises(Missing), door():
            agree_to_case(case_id=case.id, actor=who, at=clock.now())
    with pytest.raises(Missing), door():
        agree_to_case(case_id=case.id, actor=buyer(case), at=clock.now())
    with pytest.raises(Missing), door():
        withdraw_case(case_id=case.id, actor=payee(order), at=clock.now())
