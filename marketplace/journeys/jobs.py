"""Background entry points: each opens the door, calls one journey until nothing is due, and stops in time.

All are sweeps over what PostgreSQL says is due and not done: they may run never, once or five times.
"""

import logging
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Protocol

from marketplace.domains.orders import queries as orders
from marketplace.domains.payments import queries as payments
from marketplace.domains.payments.provider import ProviderRefused
from marketplace.domains.payments.receive import pass_by
from marketplace.foundation import clock
from marketplace.foundation.actors import SYSTEM
from marketplace.foundation.db import door
from marketplace.foundation.dials import dial
from marketplace.foundation.refusals import Unavailable
from marketplace.foundation.text import N_
from marketplace.journeys.cancel_order import cancel_order
from marketplace.journeys.connect_account import connect_payee
from marketplace.journeys.hearing.read_message import read_message
from marketplace.journeys.lapse_unpaid import expire_unstarted, lapse_unpaid
from marketplace.journeys.read_fee import read_fee
from marketplace.journeys.receive_silent import receive_silent
from marketplace.journeys.refresh_shelf import refresh_shelf
from marketplace.journeys.release_hold import release_due
from marketplace.journeys.remind_due import remind_due
from marketplace.journeys.send_payout import payee_of_payout, return_payout, send_payout
from marketplace.journeys.send_refund import send_refund
from marketplace.journeys.settle_payment import hear_payment, settle_payment
from marketplace.journeys.track_shipments import track_shipments

log = logging.getLogger("sweeps")
BATCH = 500
MOST_CALLS = 200  # to another company, in one run
BUDGET_SECONDS = 80  # a job is killed at 120; what is left waits for the next one
ASK_AFTER = dial(
    "payment_ask_seconds",
    120,
    low=5,
    high=3600,
    group="payments",
    about=N_("How long we wait to hear of a payment before we ask the provider ourselves."),
)
PATIENCE = timedelta(seconds=30)  # the fact's own errand comes first
FEE_PATIENCE = timedelta(minutes=2)
RETRY_AFTER = dial(
    "refund_retry_minutes",
    60,
    low=1,
    high=1440,
    group="payments",
    about=N_("How long after a refused refund it is tried again."),
)


class Step(Protocol):
    """One batch of a sweep: does up to `limit`, returns how many."""

    def __call__(self, *, limit: int, at: datetime) -> int: ...


def lapse_orders() -> int:
    """Let unpaid orders lapse and close payments nobody started."""
    return _drain(lapse_unpaid, 50) + _drain(expire_unstarted)


def receive_orders() -> int:
    """Take silence for a yes."""
    return _drain(receive_silent)


def release_orders() -> int:
    """Release every received order's hold."""
    return _drain(release_due)


def remind() -> int:
    """Raise the reminders that are due."""
    return _drain(remind_due)


def cancel_overdue() -> int:
    """Call off, and refund, orders whose supplier or carrier did not keep a promise."""
    with door():
        found = orders.overdue(clock.now(), BATCH)
    return _each(found, lambda order_id: _cancel(order_id, found[order_id]))


def settle_payments() -> int:
    """Give money to its orders where the fact that it came was lost; ask for payments we heard nothing of."""
    with door():
        waiting = payments.unsettled_payments(BATCH)
        unheard = payments.unheard_payments(clock.now() - ASK_AFTER.span, MOST_CALLS)
    return _each(waiting, _settle) + _each(unheard, _hear)


def read_messages() -> int:
    """Act on messages whose fact was lost."""
    with door():
        waiting = payments.unhandled_events(clock.now() - PATIENCE, MOST_CALLS)
        passed = pass_by(event_ids=waiting, at=clock.now())
    waiting = [event_id for event_id in waiting if event_id not in passed]
    return len(passed) + _each(waiting, lambda event_id: read_message(event_id=event_id, at=clock.now()))


def read_fees() -> int:
    """Book what the provider kept of payments: apart from settling them, for nobody waits for it."""
    now = clock.now()
    with door():
        waiting = payments.payments_without_fee(now - FEE_PATIENCE, MOST_CALLS)
    return _each(waiting, lambda payment_id: read_fee(payment_id=payment_id, at=now))


def send_money() -> int:
    """Tell the provider of refunds and payouts it has not answered for."""
    now = clock.now()
    with door():
        rows = payments.unsent_refunds(now, patience=PATIENCE, retry=RETRY_AFTER.span, limit=MOST_CALLS)
        refunds = [row.id for row in rows]
        payouts = payments.unsent_payouts(now - PATIENCE, MOST_CALLS)
    return _each(refunds, _refund) + _each(payouts, pay_payee)


def pay_payee(payout_id: int) -> None:
    """Open the payee's account at the provider if there is none, then pay out to it; back when it may have none."""
    with door():
        payee = payee_of_payout(payout_id)
    try:
        connect_payee(payee=payee, actor=SYSTEM, at=clock.now())
    except ProviderRefused as no:
        with door():
            return_payout(payout_id=payout_id, words=str(no), at=clock.now())
    else:
        send_payout(payout_id=payout_id, at=clock.now())


def track() -> int:
    """Ask carriers where parcels are."""
    return track_shipments(at=clock.now())


def refresh_products(product_ids: list[int]) -> None:
    """Refresh what the shelf shows of these products."""
    with door():
        refresh_shelf(product_ids=product_ids, at=clock.now())


def _drain(step: Step, limit: int = BATCH) -> int:
    total, until = 0, time.monotonic() + BUDGET_SECONDS
    while time.monotonic() < until:
        with door():
            done = step(limit=limit, at=clock.now())
        total += done
        if done < limit:
            break
    return total


def _each(ids: Iterable[int], act: Callable[[int], object]) -> int:
    """Act on each; a failing one is logged and passed by, another company's silence ends the run."""
    done, until = 0, time.monotonic() + BUDGET_SECONDS
    for row_id in ids:
        if time.monotonic() > until:
            break
        try:
            act(row_id)
            done += 1
        except Unavailable as away:
            log.warning("left for the next time: %s", away)
            break
        except Exception:
            log.exception("a sweep stumbled over %s", row_id)
    return done


def _cancel(order_id: int, why: str) -> None:
    with door():
        cancel_order(order_id=order_id, actor=SYSTEM, why=why, at=clock.now())


def _settle(payment_id: int) -> None:
    with door():
        settle_payment(payment_id=payment_id, at=clock.now())


def _hear(payment_id: int) -> None:
    hear_payment(payment_id=payment_id, at=clock.now())


def _refund(refund_id: int) -> None:
    send_refund(refund_id=refund_id, at=clock.now())
