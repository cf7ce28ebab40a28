"""Eight hands on one second-hand sale: handed over, released and paid out once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from marketplace.domains.shipments.hand_over import code_of
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.journeys.confirm_receipt import confirm_receipt
from marketplace.journeys.dealing.hand_over import hand_over_order
from marketplace.journeys.pay_out import pay_seller
from marketplace.journeys.release_hold import release_hold
from tests.factories import used
from tests.factories.dealing import (
    as_buyer,
    as_seller,
    used_accepted,
    used_completed,
    used_handed_over,
)
from tests.factories.paying import books
from tests.races.conftest import HANDS, Run, again, kinds

pytestmark = pytest.mark.timeout(900)
Move = Callable[[], Any]


def test_a_code_hands_over_once(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        order = used_accepted()
        code = code_of(order.id) or ""
        session.rollback()
        move = partial(hand_over_order, order_id=order.id, code=code, actor=as_seller(order), at=clock.now())
        ends = race(*[move for _ in range(4)])
        assert sum(end is True for end in ends) == 1


def test_a_sale_is_released_once(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        order = used_handed_over(used.listing(price=1000_00))
        order_id = order.id
        race(
            *[partial(confirm_receipt, order_id=order_id, actor=as_buyer(order.buyer_id), at=clock.now())]
            * 4,
            *[partial(release_hold, order_id=order_id, at=clock.now())] * 4,
        )
        race(*[partial(release_hold, order_id=order_id, at=clock.now())] * 4)
        assert books() == {"provider": 1000_00, "seller": 950_00, "commission": 50_00}


def test_a_sellers_balance_is_paid_out_once(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        order = used_completed(used.listing(price=1000_00))
        ask = partial(
            pay_seller, seller_id=order.seller_id or 0, amount=600_00, actor=as_seller(order), at=clock.now()
        )
        ends = race(*[ask for _ in range(HANDS)])
        assert kinds(ends) == {"done": 1, "Refused": HANDS - 1}
