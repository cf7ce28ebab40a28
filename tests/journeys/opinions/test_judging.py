"""Double blind: neither side sees the other's opinion before both have written, or a week is over."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from marketplace.domains.aftersales.models import Opinion
from marketplace.domains.aftersales.opinions.queries import (
    opinions_about,
    opinions_of,
    shown_to,
    standing_of,
)
from marketplace.domains.orders.models import Order
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.foundation.outbox import OutboxFact
from marketplace.foundation.refusals import Missing, Refused, Stale
from marketplace.journeys.cancel_order import cancel_order
from marketplace.journeys.opinions.jobs import show_opinions
from marketplace.journeys.opinions.judge import judge_order
from tests import cast
from tests.factories import dealing, paying
from tests.factories.dealing import as_buyer, as_seller
from tests.factories.quarrelling import decides, escalated

if TYPE_CHECKING:
    from flask import Flask

    from marketplace.foundation.actors import Actor


def judges(order: Order, who: Actor, stars: int = 5, words: str = "As described.") -> Opinion:
    with door():
        return judge_order(order_id=order.id, stars=stars, words=words, actor=who, at=clock.now())


def told() -> int:
    return session.query(OutboxFact).filter_by(name="OpinionsShown").count()


def test_nobody_sees_the_first_before_the_second(house: Flask) -> None:
    order = dealing.used_completed()
    seller_id = order.seller_id or 0
    judges(order, as_buyer(order.buyer_id), stars=4)
    assert opinions_of(order.id, reader_id=seller_id).theirs is None
    assert opinions_of(order.id, reader_id=order.buyer_id).mine is not None
    assert standing_of(seller_id).count == 0
    judges(order, as_seller(order))
    both = opinions_of(order.id, reader_id=seller_id)
    assert both.mine is not None
    assert both.theirs is not None
    assert (standing_of(seller_id).count, standing_of(seller_id).tenths) == (1, 40)
    assert [row.words for row in opinions_about(seller_id).rows] == ["As described."]
    assert standing_of(order.buyer_id, as_seller=False).tenths == 50
    assert told() == 1


def test_after_a_week_the_one_that_was_written_is_shown_and_no_answer_is_written_to_it(house: Flask) -> None:
    order = dealing.used_completed()
    judges(order, as_buyer(order.buyer_id), stars=1)
    with clock.travel(timedelta(days=6, hours=23)):
        assert show_opinions() == 0
    with clock.travel(timedelta(days=7, minutes=1)):
        assert show_opinions() == 1
        assert show_opinions() == 0
        assert opinions_of(order.id, reader_id=order.seller_id or 0).theirs is not None
        with pytest.raises(Stale, match="is over"):
            judges(order, as_seller(order))


def test_one_each_and_a_replay_is_the_same(house: Flask) -> None:
    order = dealing.used_completed()
    me = as_buyer(order.buyer_id)
    assert judges(order, me).id == judges(order, me).id
    with pytest.raises(Stale, match="already"):
        judges(order, me, stars=1)


def test_who_may_not(house: Flask) -> None:
    order = dealing.used_handed_over()
    with pytest.raises(Stale, match="released"):
        judges(order, as_buyer(order.buyer_id))
    done = dealing.used_completed()
    with pytest.raises(Missing):
        judges(done, actors.person(cast.person().id, "buyer"))
    new = paying.completed_order()
    with pytest.raises(Missing):
        judges(new, as_buyer(new.buyer_id))
    with pytest.raises(Refused):
        judges(done, as_buyer(done.buyer_id), stars=6)
    with pytest.raises(Refused):
        judges(done, as_buyer(done.buyer_id), words="x" * 1001)


def test_given_back_in_a_case_after_the_hand_over_both_may_judge(house: Flask) -> None:
    order = dealing.used_handed_over()
    decides(escalated(order), "refund")
    judges(order, as_buyer(order.buyer_id), stars=1)
    judges(order, as_seller(order), stars=3)
    assert standing_of(order.seller_id or 0).tenths == 10
    assert told() == 1
    with clock.travel(timedelta(days=8)):
        shown = shown_to(session.get_one(Order, order.id), reader_id=order.buyer_id, at=clock.now())
        assert shown is not None
        assert not shown.open


@pytest.mark.parametrize("how", ["cancelled", "not arrived"])
def test_given_back_before_the_hand_over_nobody_judges(house: Flask, how: str) -> None:
    if how == "cancelled":
        order = dealing.used_accepted()
        with door():
            cancel_order(order_id=order.id, actor=as_seller(order), at=clock.now())
    else:
        order = dealing.used_sent()
        decides(escalated(order), "refund")
    for who in (as_buyer(order.buyer_id), as_seller(order)):
        with pytest.raises(Stale, match="changed hands"):
            judges(order, who)
    session.expire_all()
    now = session.get_one(Order, order.id)
    assert shown_to(now, reader_id=now.buyer_id, at=clock.now()) is None
