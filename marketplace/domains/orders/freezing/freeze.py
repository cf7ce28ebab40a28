"""A case or a bank freezes an order: nothing is released, no window ends; after it, time runs on."""

from datetime import datetime

from marketplace.domains.orders.events import OrderReceived
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.states import HOLDING, ORDER
from marketplace.foundation.actors import Actor
from marketplace.foundation.outbox import record
from marketplace.foundation.states import note

# By when the other side, or silence, moves an order on.
UNTIL = {"paid": "accept_by", "accepted": "ship_by", "delivered": "claim_until"}


def freeze(*, order: Order, actor: Actor, at: datetime, verb: str = "freeze") -> None:
    """Keep a locked order's money where it is; one that stands still already does. Refuses (a bug): one without."""
    if order.state not in HOLDING:
        raise ValueError(f"order {order.number} cannot be frozen")
    if order.frozen_at is None:
        order.frozen_at, order.remind_at = at, None
    note(ORDER.subject, order.id, verb, order.state, order.state, actor=actor, at=at)


def thaw(*, order: Order, actor: Actor, at: datetime) -> None:
    """Let a locked order's time run on: whoever has to act has as much longer as it stood still.

    An order whose payment a bank looks into stands still all the same.
    """
    if order.frozen_at is None or order.disputed_at is not None:
        return
    stood, order.frozen_at = at - order.frozen_at, None
    column = UNTIL.get(order.state)
    if column is not None and (was := getattr(order, column)) is not None:
        until = min(was + stood, order.hold_until) if order.hold_until else was + stood
        setattr(order, column, until)
        order.remind_at = at + (until - at) * 2 / 3
    if order.state == "received":
        record(OrderReceived(order.id, by_silence=False), at)  # due for release again
    note(ORDER.subject, order.id, "thaw", order.state, order.state, actor=actor, at=at)
