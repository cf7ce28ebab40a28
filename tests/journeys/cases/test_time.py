"""What time does to a case, and goods that go back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from marketplace.foundation import clock
from marketplace.foundation.db import door
from marketplace.foundation.refusals import Missing, Stale
from marketplace.journeys import jobs
from marketplace.journeys.cases.bring_back import (
    object_to_return,
    receive_goods_back,
    send_goods_back,
)
from marketplace.journeys.cases.decide_case import agree_to_case
from marketplace.journeys.cases.jobs import end_cases
from marketplace.journeys.cases.speak import escalate_case
from tests.factories import dealing, paying, used
from tests.factories.paying import books, shelf, states
from tests.factories.quarrelling import buyer, complains, decides, escalated, now, payee, says

if TYPE_CHECKING:
    from flask import Flask

    from marketplace.domains.aftersales.models import Case
    from marketplace.domains.orders.models import Order


def at(days: float) -> timedelta:
    return timedelta(days=days)


def test_a_silent_side_hands_it_to_the_platform(house: Flask) -> None:
    case = complains(paying.delivered_order(shelf()))
    with clock.travel(at(2.9)):
        assert end_cases() == 0
    with clock.travel(at(3.1)):
        assert end_cases() == 1
        assert end_cases() == 0
        assert now(case).state == "deciding"


def test_after_the_days_for_evidence_staff_decide(house: Flask) -> None:
    order = paying.delivered_order(shelf())
    case, them = complains(order), payee(order)
    with pytest.raises(Stale, match="Answer first"), door():
        escalate_case(case_id=case.id, actor=them, at=clock.now())
    assert says(case, them)
    assert now(case).state == "answered"
    with clock.travel(at(4.9)):
        assert end_cases() == 0
    with clock.travel(at(5.1)):
        assert end_cases() == 1
        assert now(case).state == "deciding"


def test_undecided_for_too_long_it_refunds(house: Flask) -> None:
    order = paying.delivered_order(shelf())
    case = escalated(order)
    with clock.travel(at(60.1)):
        for _ in range(3):
            end_cases()
        assert states([order]) == ["refunded"]
        assert now(case).decided_by is None
        assert books() == {"provider": 1000_00, "refunding": 1000_00}
        jobs.receive_orders()


def test_no_hold_outlives_its_longest_through_a_case(house: Flask) -> None:
    order = paying.delivered_order(shelf())
    with clock.travel(at(2)):
        case = escalated(order)
    found = now(case)
    assert order.hold_until is not None
    assert found.end_by <= order.hold_until


def returning(order: Order) -> Case:
    case = complains(order, "return")
    with door():
        agree_to_case(case_id=case.id, actor=payee(order), at=clock.now())
    assert now(case).state == "returning"
    return case


def sent_back(order: Order) -> Case:
    case = returning(order)
    for _ in range(2):
        with door():
            send_goods_back(case_id=case.id, way="parcel", words="SF 123", actor=buyer(case), at=clock.now())
    assert now(case).state == "sent_back"
    return case


def test_returned_and_confirmed_it_refunds(house: Flask) -> None:
    order = dealing.used_handed_over(used.listing(price=1000_00))
    case, them = sent_back(order), payee(order)
    for _ in range(2):
        with door():
            receive_goods_back(case_id=case.id, actor=them, at=clock.now())
    assert states([order]) == ["refunded"]
    assert books() == {"provider": 1000_00, "refunding": 1000_00}
    assert now(case).outcome == "return"


def test_a_pick_up_is_arranged_in_the_case(house: Flask) -> None:
    order = dealing.used_handed_over()
    case, them = returning(order), payee(order)
    assert says(case, buyer(case), "Friday, 18:00?")
    assert says(case, them, "I come by then.")
    with door():
        assert receive_goods_back(case_id=case.id, actor=them, at=clock.now())
    assert states([order]) == ["refunded"]


def test_sent_back_and_never_answered_it_refunds(house: Flask) -> None:
    order = paying.delivered_order(shelf())
    case = sent_back(order)
    with clock.travel(at(5.1)):
        assert end_cases() == 1
        assert states([order]) == ["refunded"]
        assert now(case).state == "closed"


def test_never_sent_back_the_other_side_keeps_the_money(house: Flask) -> None:
    order = paying.delivered_order(shelf())
    case = returning(order)
    with clock.travel(at(10.1)):
        assert end_cases() == 1
        jobs.release_orders()
        assert states([order]) == ["completed"]
        assert now(case).outcome == "release"


def test_something_else_came_back_and_staff_decide(house: Flask) -> None:
    order = paying.delivered_order(shelf())
    case, them = sent_back(order), payee(order)
    with pytest.raises(Stale, match="on their way back"):
        decides(case, "release")
    for _ in range(2):
        with door():
            object_to_return(case_id=case.id, words="A brick.", key="k", actor=them, at=clock.now())
    assert now(case).state == "deciding"
    decides(case, "release")
    jobs.release_orders()
    assert states([order]) == ["completed"]


def test_after_the_release_a_return_takes_from_the_seller(house: Flask) -> None:
    order = dealing.used_completed(used.listing(price=1000_00))
    case = sent_back(order)
    with door():
        receive_goods_back(case_id=case.id, actor=payee(order), at=clock.now())
    assert books() == {"provider": 1000_00, "seller": -50_00, "commission": 50_00, "refunding": 1000_00}
    assert states([order]) == ["completed"]


def test_the_buyer_does_not_confirm_for_the_other_side(house: Flask) -> None:
    case = sent_back(paying.delivered_order(shelf()))
    with pytest.raises(Missing), door():
        receive_goods_back(case_id=case.id, actor=buyer(case), at=clock.now())
