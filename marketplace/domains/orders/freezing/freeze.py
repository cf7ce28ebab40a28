"""A case freezes an order: nothing is released, no window ends; closed, time runs on."""

from datetime import datetime

from marketplace.domains.orders.events import OrderReceived
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.states import ORDER
from marketplace.foundation.actors import Actor
from marketplace.foundation.outbox import record
from marketplace.foundation.states import note

FREEZABLE = frozenset({"shipped", "delivered", "received"})


def freeze(*, order: Order, actor: Actor, at: datetime) -> None:
    """Keep a locked order's money where it is. Refuses (a bug): an order that is not freezable, or frozen already."""
    if order.state not in FREEZABLE or order.frozen_at is not None:
        raise ValueError(f"order {order.number} cannot be frozen")
    order.frozen_at, order.remind_at = at, None
    note(ORDER.subject, order.id, "freeze", order.state, order.state, actor=actor, at=at)


def thaw(*, order: Order, actor: Actor, at: datetime) -> None:
    """Let a locked order's time run on: the claim window is longer by as long as it stood still."""
    if order.frozen_at is None:
        return
    stood, order.frozen_at = at - order.frozen_at, None
    if order.state == "delivered" and order.claim_until is not None:
        until = order.claim_until + stood
        order.claim_until = min(until, order.hold_until) if order.hold_until else until
        order.remind_at = at + (order.claim_until - at) * 2 / 3
    if order.state == "received":
        record(OrderReceived(order.id, by_silence=False), at)  # due for release again
    note(ORDER.subject, order.id, "thaw", order.state, order.state, actor=actor, at=at)
