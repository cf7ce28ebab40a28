"""An order is paid, or is not paid in time."""

from datetime import datetime

from marketplace.domains.orders.events import OrderLapsed, OrderPaid
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.states import ORDER
from marketplace.foundation.actors import Actor
from marketplace.foundation.dials import dial
from marketplace.foundation.outbox import record
from marketplace.foundation.states import advance
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


def pay(*, order: Order, actor: Actor, at: datetime) -> bool:
    """Mark an order paid: its hold and the supplier's time to accept begin; False when it already is.

    A lapsed order may be paid late, once its stock is kept again. Refuses: a cancelled order (Stale).
    """
    if not advance(order, ORDER, "pay", actor=actor, at=at):
        return False
    patience = ACCEPT_WITHIN.span
    order.paid_at = at
    order.accept_by = at + patience
    order.remind_at = at + patience * 2 / 3
    order.hold_until = at + LONGEST_HOLD.span
    record(OrderPaid(order.id), at)
    return True


def lapse(*, order: Order, actor: Actor, at: datetime) -> bool:
    """Give up waiting for an order's payment; False when it moved on meanwhile or its time is not up."""
    if not ORDER.allows(order.state, "lapse") or order.pay_by > at:
        return False
    if not advance(order, ORDER, "lapse", actor=actor, at=at):
        return False
    record(OrderLapsed(order.id), at)
    return True
