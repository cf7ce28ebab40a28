"""An order is paid, or is not paid in time."""

from collections.abc import Mapping
from datetime import datetime

from marketplace.domains.orders.events import OrderLapsed, OrderPaid
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.states import ORDER
from marketplace.foundation.actors import Actor
from marketplace.foundation.dials import dial
from marketplace.foundation.outbox import record, record_all
from marketplace.foundation.states import advance, advance_all
from marketplace.foundation.text import N_

ACCEPT_WITHIN = dial(
    "accept_within_hours",
    72,
    low=1,
    high=336,
    group="orders",
    about=N_("How long a supplier has to accept a paid order before it is cancelled and refunded."),
)
LONGEST_HOLD = dial(
    "longest_hold_days",
    80,
    low=10,
    high=89,  # what the provider lets us keep apart from a payout is 90 days
    group="orders",
    about=N_("How long a buyer's money may be held at most, whatever happens."),
)


def pay(*, orders: Mapping[int, str], actor: Actor, at: datetime) -> None:
    """Mark locked orders (id → state) paid: their holds and the suppliers' time to accept begin.

    A lapsed order may be paid late, once its stock is kept again.
    Refuses: orders that may not be paid (LookupError: who locked them looked wrongly).
    """
    if not orders:
        return
    patience = ACCEPT_WITHIN.span
    moments = {
        "paid_at": at,
        "accept_by": at + patience,
        "remind_at": at + patience * 2 / 3,
        "hold_until": at + LONGEST_HOLD.span,
    }
    advance_all(Order, ORDER, "pay", orders, actor=actor, at=at, values=moments)
    record_all([OrderPaid(order_id) for order_id in orders], at)


def lapse(*, order: Order, actor: Actor, at: datetime) -> bool:
    """Give up waiting for an order's payment; False when it moved on meanwhile or its time is not up."""
    if not ORDER.allows(order.state, "lapse") or order.pay_by > at:
        return False
    if not advance(order, ORDER, "lapse", actor=actor, at=at):
        return False
    record(OrderLapsed(order.id), at)
    return True
