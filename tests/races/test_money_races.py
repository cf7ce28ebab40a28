"""Eight hands on the same money: it moves once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from marketplace.domains.orders.queries import orders_of
from marketplace.domains.payments.provider import Message
from marketplace.domains.payments.receive import receive
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.journeys import jobs
from marketplace.journeys.accept_order import accept_order
from marketplace.journeys.cancel_order import cancel_order
from marketplace.journeys.confirm_receipt import confirm_receipt
from marketplace.journeys.hearing.read_message import read_message
from marketplace.journeys.reactions import react
from marketplace.journeys.release_hold import release_due, release_hold
from marketplace.journeys.settle_payment import hear_payment, settle_payment
from marketplace.journeys.start_payment import start_payment
from tests import cast
from tests.factories.paying import (
    books,
    delivered_order,
    money_comes,
    paid_order,
    payment_of,
    states,
)
from tests.factories.shopping import Buyer, stock_of, wish
from tests.races.conftest import HANDS, Run, again, kinds

if TYPE_CHECKING:
    from tests.sandbox.conftest import Sandbox

pytestmark = pytest.mark.timeout(900)
Move = Callable[[], Any]


def test_return_page_message_and_sweep_settle_once(race: Run, rounds: int, bank: Sandbox) -> None:
    for _ in again(min(rounds, 40)):
        checkout = Buyer().places(wish(cast.shelf(price=500_00)))
        start_payment(checkout_number=checkout.number, buyer_id=checkout.buyer_id, at=clock.now())
        session.expire_all()
        payment = payment_of(checkout)
        bank.pull(f"/checkout/{payment.provider_session}/pay")
        (event,) = bank.stripe.v1.events.list({"type": "checkout.session.completed", "limit": 1}).data
        with door():
            receive(message=Message(event.id, event.type, event.to_dict()), at=clock.now())
        payment_id = payment_of(checkout).id
        session.rollback()

        def returns(payment_id: int = payment_id) -> bool:
            hear_payment(payment_id=payment_id, at=clock.now())
            return settle_payment(payment_id=payment_id, at=clock.now())

        def message() -> None:
            from marketplace.domains.payments.models import ProviderEvent

            event_id = session.query(ProviderEvent).one().id
            session.rollback()
            read_message(event_id=event_id, at=clock.now())

        def sweep(payment_id: int = payment_id) -> None:
            jobs._hear(payment_id)

        ends = race(returns, message, sweep, returns, message, sweep, returns, sweep)
        assert kinds(ends) == {"done": HANDS}
        assert states(orders_of(checkout.id)) == ["paid"]
        assert books() == {"provider": 500_00, "hold": 500_00}


def test_a_page_is_opened_once(race: Run, rounds: int, bank: Sandbox) -> None:
    for _ in again(min(rounds, 20)):
        checkout = Buyer().places(wish(cast.shelf()))
        number, buyer_id = checkout.number, checkout.buyer_id
        ends = race(
            *[partial(start_payment, checkout_number=number, buyer_id=buyer_id, at=clock.now())] * HANDS
        )
        urls = {end for end in ends if isinstance(end, str)}
        assert len(urls) == 1, ends
        assert set(kinds(ends)) <= {"done", "Unavailable"}  # the provider may say that the key is in use


def test_late_money_meets_the_sweep_that_lapses(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        shelf = cast.shelf(stock=1, price=500_00)
        checkout = Buyer().places(wish(shelf))
        payment_id = money_comes(checkout)
        with clock.travel(timedelta(minutes=16)):
            settle: Move = partial(settle_payment, payment_id=payment_id, at=clock.now())
            race(*[jobs.lapse_orders, settle] * 4)
            jobs.lapse_orders()
        assert states(orders_of(checkout.id)) == ["paid"]
        assert stock_of(shelf) == (1, 1)


def test_release_meets_cancel_and_sweep(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        order = delivered_order(cast.shelf(price=500_00))
        order_id, buyer = order.id, actors.person(order.buyer_id, "buyer")
        with door():
            confirm_receipt(order_id=order_id, actor=buyer, at=clock.now())
        release: Move = partial(release_hold, order_id=order_id, at=clock.now())
        sweep: Move = partial(release_due, limit=10, at=clock.now())
        cancel: Move = partial(cancel_order, order_id=order_id, actor=buyer, at=clock.now())
        ends = race(release, cancel, sweep, release, cancel, sweep, release, sweep)
        assert kinds(ends) == {"done": 6, "Stale": 2}
        assert sum(int(end) for end in ends if not isinstance(end, Exception)) == 1
        assert books()["supplier"] == 500_00 - order.commission


def test_confirmation_meets_the_end_of_the_window(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        order = delivered_order(cast.shelf(price=500_00))
        order_id, buyer = order.id, actors.person(order.buyer_id, "buyer")
        confirm: Move = partial(confirm_receipt, order_id=order_id, actor=buyer, at=clock.now())
        with clock.travel(timedelta(hours=73)):
            ends = race(*[confirm, jobs.receive_orders, jobs.release_orders, confirm] * 2)
            jobs.receive_orders()
            jobs.release_orders()
        assert set(kinds(ends)) == {"done"}
        assert states([order]) == ["completed"]


def test_acceptance_meets_cancellation(race: Run, rounds: int) -> None:
    for _ in again(rounds):
        order = paid_order(cast.shelf(price=500_00))
        order_id, buyer = order.id, actors.person(order.buyer_id, "buyer")
        accept: Move = partial(accept_order, order_id=order_id, actor=actors.SYSTEM, at=clock.now())
        cancel: Move = partial(cancel_order, order_id=order_id, actor=buyer, at=clock.now())
        race(*[accept, cancel] * 4)
        assert states([order]) == ["cancelled"]
        assert books() == {"provider": 500_00, "refunding": 500_00}


def test_the_same_facts_in_many_hands_are_done_once(race: Run, rounds: int) -> None:
    from marketplace.foundation.outbox import OutboxFact

    for _ in again(rounds):
        order = delivered_order(cast.shelf(price=500_00))
        with door():
            confirm_receipt(order_id=order.id, actor=actors.person(order.buyer_id, "buyer"), at=clock.now())
        ids = [row.id for row in session.query(OutboxFact).filter_by(name="OrderReceived")]
        race(*[partial(react, ids)] * HANDS)
        react(ids)
        assert states([order]) == ["completed"]
        assert session.query(OutboxFact).filter_by(name="OrderCompleted").count() == 1
