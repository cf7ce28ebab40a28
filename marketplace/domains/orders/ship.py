"""An order leaves, and arrives."""

from datetime import datetime

from marketplace.domains.orders.events import OrderDelivered, OrderShipped
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.states import ORDER
from marketplace.foundation.actors import Actor
from marketplace.foundation.dials import dial
from marketplace.foundation.outbox import record
from marketplace.foundation.states import advance
from marketplace.foundation.text import N_

CLAIM_WINDOW_HOURS = dial(
    "claim_window_hours",
    72,
    low=1,
    high=720,
    about=N_("How long a buyer has to report a problem after a parcel is delivered."),
    group="orders",
)


def ship(*, order: Order, actor: Actor, at: datetime) -> bool:
    """Mark an accepted order shipped; False when it already is. Refuses: any other state (Stale)."""
    if not advance(order, ORDER, "ship", actor=actor, at=at):
        return False
    order.shipped_at = at
    order.ship_by = order.remind_at = None
    record(OrderShipped(order.id), at)
    return True


def deliver(*, order: Order, actor: Actor, at: datetime, why: str | None = None) -> bool:
    """Mark a shipped order delivered at `at` and open its claim window; False when there is nothing to do.

    The reminder is due at two thirds of the window. A buyer who confirmed before the carrier did stays confirmed.
    """
    if not ORDER.allows(order.state, "deliver"):
        return False
    if not advance(order, ORDER, "deliver", actor=actor, at=at, why=why):
        return False
    window = CLAIM_WINDOW_HOURS.span
    order.delivered_at = at
    order.claim_until = at + window
    order.remind_at = at + window * 2 / 3
    record(OrderDelivered(order.id), at)
    return True
