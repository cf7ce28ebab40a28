"""What the movers bring is proven at the buyer's door by the buyer's six digits, whoever enters them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from marketplace.domains.orders.models import Order
from marketplace.domains.shipments.hand_over import code_of, is_link, link_of
from marketplace.domains.shipments.models import Handover
from marketplace.domains.shipments.queries import find_shipment
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Missing, Refused, Stale
from marketplace.journeys.accept_order import accept_order
from marketplace.journeys.cases.open_case import start_case
from marketplace.journeys.dealing.hand_over import MOVER, hand_over_order
from marketplace.journeys.dealing.send_order import send_order
from tests import cast
from tests.factories import used
from tests.factories.dealing import as_buyer, as_seller, used_accepted, used_paid, used_sent

if TYPE_CHECKING:
    from flask import Flask


def now(order: Order) -> Order:
    session.rollback()
    session.expire_all()
    return session.get_one(Order, order.id)


def digits(order: Order) -> str:
    code = code_of(order.id)
    session.rollback()
    assert code is not None
    return code


@pytest.mark.parametrize("who", ["movers", "seller"])
def test_the_code_proves_the_delivery(house: Flask, who: str) -> None:
    order = used_sent()
    actor, at = MOVER if who == "movers" else as_seller(order), clock.now()
    assert hand_over_order(order_id=order.id, code=digits(order), actor=actor, at=at)
    after = now(order)
    assert (after.state, after.delivered_at, after.claim_until) == ("delivered", at, at + timedelta(hours=72))
    shipment = find_shipment(order.id)
    assert shipment is not None
    assert (shipment.state, shipment.delivered_at) == ("delivered", at)
    assert session.get_one(Handover, order.id).proven_at == at
    assert hand_over_order(order_id=order.id, code="000000", actor=actor, at=at) is False


def test_it_proves_nothing_before_the_movers_have_it(house: Flask) -> None:
    order = used_accepted(way="delivery")
    with pytest.raises(Stale, match="has not left"):
        hand_over_order(order_id=order.id, code=digits(order), actor=MOVER, at=clock.now())
    assert now(order).state == "accepted"


def test_a_wrong_code_delivers_nothing_and_five_rest(house: Flask) -> None:
    order = used_sent()
    wrong = f"{(int(digits(order)) + 1) % 1_000_000:06}"
    for _ in range(5):
        with pytest.raises(Refused, match="not the code"):
            hand_over_order(order_id=order.id, code=wrong, actor=MOVER, at=clock.now())
    with pytest.raises(Refused, match="Too many"):
        hand_over_order(order_id=order.id, code=digits(order), actor=MOVER, at=clock.now())
    assert now(order).state == "shipped"


def test_movers_hand_over_only_what_they_bring(house: Flask) -> None:
    picked = used_accepted()
    with pytest.raises(Missing):
        hand_over_order(order_id=picked.id, code=digits(picked), actor=MOVER, at=clock.now())
    parcel = used_sent(used.listing(ways=["shipping"], size_class="small", shipping=20_00), way="shipping")
    for who in (MOVER, as_seller(parcel)):
        with pytest.raises(Missing):
            hand_over_order(order_id=parcel.id, code="000000", actor=who, at=clock.now())
    brought = used_sent()
    for stranger in (as_buyer(brought.buyer_id), actors.person(cast.person().id, "seller")):
        with pytest.raises(Missing):
            hand_over_order(order_id=brought.id, code=digits(brought), actor=stranger, at=clock.now())


def test_the_link_is_of_one_order(house: Flask) -> None:
    one, other = used_sent(), used_sent()
    proof = link_of(one.number).rpartition("/")[2]
    assert is_link(one.number, proof)
    assert not is_link(other.number, proof)
    assert not is_link(one.number, "")


def test_what_was_accepted_before_codes_has_one_once_it_leaves(house: Flask) -> None:
    order = used_paid(way="delivery")
    with door():
        accept_order(order_id=order.id, actor=as_seller(order), at=clock.now())
    session.delete(session.get_one(Handover, order.id))
    session.commit()
    with door():
        send_order(order_id=order.id, actor=as_seller(order), at=clock.now())
    assert hand_over_order(order_id=order.id, code=digits(order), actor=MOVER, at=clock.now())


def test_a_delivery_during_a_case_opens_no_reminder(house: Flask) -> None:
    order = used_sent()
    with door():
        start_case(
            order_id=order.id,
            reason="not_arrived",
            wish="refund",
            wished=None,
            words="Where is it?",
            key="k" * 24,
            actor=as_buyer(order.buyer_id),
            at=clock.now(),
        )
    assert hand_over_order(order_id=order.id, code=digits(order), actor=MOVER, at=clock.now())
    assert (now(order).state, now(order).remind_at) == ("delivered", None)
