"""Cases played unfairly: keys made up, two verdicts at once, taken back without end."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from marketplace.domains.aftersales.cases import speak as speaking
from marketplace.domains.aftersales.cases.queries import entries_of, was_sent_back
from marketplace.domains.aftersales.two_hands import LARGE_REFUND
from marketplace.domains.inventory.models import Unit
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Missing, Refused, Stale
from marketplace.journeys.cases.decide_case import agree_to_case, confirm_verdict
from marketplace.journeys.cases.speak import speak_in_case, withdraw_case
from tests import cast
from tests.factories import dealing, paying, used
from tests.factories.paying import shelf
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


def test_a_key_made_up_sends_nothing_back(house: Flask) -> None:
    mei = used.seller()
    unit = used.unit(mei)
    listing = used.listing(mei, unit_id=unit.id, serial=unit.serial, product_id=unit.product_id)
    order = dealing.used_handed_over(listing)
    case = escalated(order)
    with door():
        assert speak_in_case(case_id=case.id, words="Hm.", key="back:1", actor=payee(order), at=clock.now())
        assert speak_in_case(case_id=case.id, words="Oh.", key="opened", actor=payee(order), at=clock.now())
    assert not was_sent_back(case.id)
    decides(case, "refund")
    assert session.get_one(Unit, unit.id, populate_existing=True).owner_id == order.buyer_id


def test_a_colleague_confirms_nothing_once_the_other_side_agreed(house: Flask) -> None:
    order = paying.delivered_order(cast.shelf(price=LARGE_REFUND() + 1))
    case, ada, bo = escalated(order, wish="return"), staff("Ada"), staff("Bo")
    asked = decides(case, "refund", by=ada)
    assert asked is not None
    with door():
        agree_to_case(case_id=case.id, actor=payee(order), at=clock.now())
    with pytest.raises(Missing), door():
        confirm_verdict(case_id=case.id, request_id=asked.id, approved=True, actor=bo, at=clock.now())
    assert (now(case).state, order_now(order).refunded) == ("returning", 0)


def test_taken_back_and_opened_again_without_end_it_would_win_by_time(house: Flask) -> None:
    order = paying.delivered_order(shelf())
    for day in range(3):
        with clock.travel(timedelta(days=day * 15)):
            case = complains(order, key=f"case {day}")
            with door():
                withdraw_case(case_id=case.id, actor=buyer(case), at=clock.now())
    with pytest.raises(Stale, match="often enough"):
        complains(order)
    assert order_now(order).frozen_at is None


def test_nobody_drowns_the_other_side_in_words(house: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speaking, "MOST_ENTRIES", 3)
    case = complains(paying.delivered_order(shelf()))
    for _ in range(2):
        says(case, buyer(case))
    with pytest.raises(Refused, match="written a lot"):
        says(case, buyer(case))
    assert len(entries_of(case.id)) == 3
