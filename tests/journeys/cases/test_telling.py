"""Every move of a case reaches both sides, and staff when they are asked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from marketplace.domains.notifications.models import Notice
from marketplace.domains.notifications.speak import speak
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.foundation.outbox import OutboxFact
from marketplace.journeys.cases.bring_back import send_goods_back
from marketplace.journeys.cases.decide_case import agree_to_case
from marketplace.journeys.cases.jobs import end_cases
from marketplace.journeys.opinions.judge import judge_order
from marketplace.journeys.reactions import react
from tests import cast
from tests.factories import dealing, paying
from tests.factories.quarrelling import buyer, complains, decides, payee, says, staff

if TYPE_CHECKING:
    from flask import Flask

    from marketplace.domains.orders.models import Order

KINDS = ("case_", "opinion_")


def heard(person_id: int | None) -> list[str]:
    """Return the kinds of what somebody was told of cases, by name: facts that come together are told by kind."""
    session.rollback()
    react(
        list(
            session.scalars(select(OutboxFact.id).where(OutboxFact.done_at.is_(None)).order_by(OutboxFact.id))
        )
    )
    rows = session.query(Notice).filter_by(person_id=person_id).order_by(Notice.id).all()
    told = [row for row in rows if row.kind.startswith(KINDS)]
    for row in told:
        assert all(speak(row.kind, row.params, language).body for language in ("en", "zh"))
    return sorted(row.kind for row in told)


def test_both_sides_hear_of_a_case_that_is_decided(house: Flask) -> None:
    order: Order = dealing.used_handed_over()
    ada = staff()
    case = complains(order)
    assert heard(order.seller_id) == ["case_opened"]
    says(case, payee(order))
    with clock.travel(timedelta(days=5, minutes=1)):
        end_cases()
        assert heard(order.buyer_id) == ["case_deciding", "case_spoken"]
        assert heard(ada.id) == ["case_to_decide"]
        decides(case, "release", by=ada)
        assert heard(order.buyer_id) == ["case_closed", "case_deciding", "case_spoken"]
        assert heard(order.seller_id) == ["case_closed", "case_deciding", "case_opened"]


def test_both_sides_hear_of_goods_that_go_back(house: Flask) -> None:
    shelf = cast.shelf(price=1000_00)
    worker, order = cast.worker_of(shelf.supplier), paying.delivered_order(shelf)
    case = complains(order, "return")
    with door():
        agree_to_case(case_id=case.id, actor=payee(order), at=clock.now())
    with door():
        send_goods_back(case_id=case.id, way="parcel", words="SF 1", actor=buyer(case), at=clock.now())
    assert heard(worker.id) == ["case_comes_back", "case_opened", "case_sent_back"]
    assert heard(order.buyer_id) == ["case_send_back"]


def test_opinions_are_told_once_they_are_shown(house: Flask) -> None:
    order = dealing.used_completed()
    for who in (dealing.as_buyer(order.buyer_id), dealing.as_seller(order)):
        assert "opinion_shown" not in heard(order.buyer_id)
        with door():
            judge_order(order_id=order.id, stars=5, words="", actor=who, at=clock.now())
    assert "opinion_shown" in heard(order.buyer_id)
    assert "opinion_shown" in heard(order.seller_id)


def test_who_answers_before_the_news_still_reads_a_day(house: Flask) -> None:
    order: Order = dealing.used_handed_over()
    case = complains(order, "return")
    with door():
        agree_to_case(case_id=case.id, actor=payee(order), at=clock.now())
    assert "case_opened" in heard(order.seller_id)
    told = session.query(Notice).filter_by(person_id=order.seller_id, kind="case_opened").one()
    assert "by ," not in speak(told.kind, told.params, "en").body
    assert "请在前" not in speak(told.kind, told.params, "zh").body
