"""A paid second-hand order is handed over or sent."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from marketplace.domains.orders.models import Order
from marketplace.domains.shipments.hand_over import code_of, try_handover
from marketplace.domains.shipments.models import Handover
from marketplace.domains.shipments.queries import find_shipment
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Missing, Refused, Stale
from marketplace.journeys import jobs
from marketplace.journeys.dealing.hand_over import hand_over_order
from marketplace.journeys.dealing.send_order import send_order
from marketplace.journeys.dealing.sign_off import sign_off_installation
from marketplace.journeys.record_delivery import record_delivery
from tests import cast
from tests.factories import used
from tests.factories.dealing import (
    as_buyer,
    as_seller,
    reread,
    used_accepted,
    used_handed_over,
    used_sent,
)
from tests.factories.paying import states

if TYPE_CHECKING:
    from flask import Flask


def now(order: Order) -> Order:
    session.rollback()
    session.expire_all()
    return session.get_one(Order, order.id)


def test_six_digits_prove_the_hand_over(house: Flask) -> None:
    listing = used.listing(price=1000_00)
    order = used_accepted(listing)
    code = code_of(order.id)
    assert code is not None
    assert len(code) == 6
    session.rollback()
    assert hand_over_order(
        order_id=order.id, code=f" {code[:3]} {code[3:]} ", actor=as_seller(order), at=clock.now()
    )
    after = now(order)
    assert after.state == "delivered"
    assert after.claim_until is not None
    assert after.delivered_at is not None
    assert after.claim_until - after.delivered_at == timedelta(hours=72)
    assert reread(listing).state == "sold"
    assert session.get_one(Handover, order.id).proven_at is not None
    session.rollback()
    assert hand_over_order(order_id=order.id, code=code, actor=as_seller(order), at=clock.now()) is False


def test_five_wrong_codes_and_it_rests(house: Flask) -> None:
    order = used_accepted()
    code = code_of(order.id) or ""
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    session.rollback()
    for _ in range(5):
        with pytest.raises(Refused, match="not the code"):
            hand_over_order(order_id=order.id, code=wrong, actor=as_seller(order), at=clock.now())
    with pytest.raises(Refused, match="Too many"):
        hand_over_order(order_id=order.id, code=code, actor=as_seller(order), at=clock.now())
    with clock.travel(timedelta(minutes=15)):
        assert hand_over_order(order_id=order.id, code=code, actor=as_seller(order), at=clock.now())


def test_who_guesses_on_waits_longer_each_time(house: Flask) -> None:
    order = used_accepted()

    def five_after(minutes: int) -> list[str]:
        with clock.travel(timedelta(minutes=minutes)), door():
            return [try_handover(order_id=order.id, typed="no digits", at=clock.now()) for _ in range(5)]

    assert five_after(0) == five_after(16) == ["wrong"] * 5
    assert five_after(32) == ["over"] * 5
    assert five_after(47) == ["wrong"] * 5
    assert five_after(47 + 59) == ["over"] * 5
    assert five_after(47 + 61) == ["wrong"] * 5


def test_only_its_seller_hands_it_over_or_sends_it(house: Flask) -> None:
    order = used_accepted()
    code = code_of(order.id) or ""
    session.rollback()
    for who in (as_buyer(order.buyer_id), actors.person(cast.person().id, "seller")):
        with pytest.raises(Missing):
            hand_over_order(order_id=order.id, code=code, actor=who, at=clock.now())
        with pytest.raises(Missing), door():
            send_order(
                order_id=order.id, carrier="sf", tracking_number="SF0000000001", actor=who, at=clock.now()
            )
    with pytest.raises(Refused, match="picks this up"), door():
        send_order(order_id=order.id, actor=as_seller(order), at=clock.now())


def test_an_order_that_moved_on_is_not_handed_over(house: Flask) -> None:
    order = used_accepted()
    code = code_of(order.id) or ""
    session.rollback()
    with clock.travel(timedelta(days=9)):
        jobs.cancel_overdue()
        with pytest.raises(Stale, match="cancelled"):
            hand_over_order(order_id=order.id, code=code, actor=as_seller(order), at=clock.now())


def test_the_movers_bring_it_under_the_orders_own_number(house: Flask) -> None:
    listing = used.listing()
    order = used_sent(listing)
    assert states([order]) == ["shipped"]
    shipment = find_shipment(order.id)
    assert shipment is not None
    assert (shipment.carrier, shipment.tracking_number) == ("movers", order.number)
    assert reread(listing).state == "sold"
    with door():
        again = send_order(order_id=order.id, actor=as_seller(order), at=clock.now())
        assert again.id == shipment.id


def test_a_parcel_goes_with_a_courier(house: Flask) -> None:
    order = used_sent(used.listing(ways=["shipping"], size_class="small", shipping=20_00), way="shipping")
    shipment = find_shipment(order.id)
    assert shipment is not None
    assert shipment.carrier == "sf"


def test_an_installation_moves_the_window_when_it_is_signed_off(house: Flask) -> None:
    order = used_sent(used.listing(extras=["installation"]), extras=["installation"])
    with door():
        record_delivery(order_id=order.id, why="seen", actor=actors.SYSTEM, at=clock.now())
    waiting = now(order)
    assert waiting.claim_until is not None
    assert waiting.claim_until > clock.now() + timedelta(days=20)
    with pytest.raises(Missing), door():
        sign_off_installation(order_id=order.id, actor=as_buyer(cast.person()), at=clock.now())
    at = clock.now()
    with door():
        assert sign_off_installation(order_id=order.id, actor=as_buyer(order.buyer_id), at=at)
        assert sign_off_installation(order_id=order.id, actor=as_buyer(order.buyer_id), at=at) is False
    assert now(order).claim_until == at + timedelta(days=7)


def test_what_has_no_installation_is_not_signed_off(house: Flask) -> None:
    order = used_handed_over()
    with pytest.raises(Stale), door():
        sign_off_installation(order_id=order.id, actor=as_buyer(order.buyer_id), at=clock.now())
