"""An order is received, then completed: one by one when somebody acts, by the hundred when time does."""

from datetime import datetime
from typing import NamedTuple

from marketplace.domains.orders.events import OrderCompleted, OrderReceived
from marketplace.domains.orders.freezing.refuse_disputed import refuse_disputed
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.states import ORDER
from marketplace.foundation.actors import Actor
from marketplace.foundation.outbox import record, record_all
from marketplace.foundation.refusals import Stale
from marketplace.foundation.states import advance, advance_all
from marketplace.foundation.text import N_


def receive(*, order: Order, actor: Actor, at: datetime) -> bool:
    """Mark an order received because its buyer says so; False when it already is.

    Refuses: other states, an order a case is open about (Stale).
    """
    if order.state != "completed":
        refuse_disputed(order)
    if order.frozen_at is not None:
        raise Stale(N_("A case is open about this order. Withdraw it first if all is well after all."))
    if order.state == "completed" or not advance(order, ORDER, "receive", actor=actor, at=at):
        return False
    order.received_at = at
    order.claim_until = order.remind_at = None
    record(OrderReceived(order.id, by_silence=False), at)
    return True


def receive_all(*, found: dict[int, str], actor: Actor, at: datetime) -> None:
    """Mark orders received because their claim window passed in silence; `found` is id → state, already locked."""
    values = {"received_at": at, "claim_until": None, "remind_at": None}
    advance_all(Order, ORDER, "receive", found, actor=actor, at=at, values=values)
    record_all([OrderReceived(order_id, by_silence=True) for order_id in found], at)


def complete_all(*, credited: dict[int, int], actor: Actor, at: datetime) -> None:
    """Mark received orders completed; `credited` is id → minor units that went to the payee's balance."""
    found: dict[int, str] = dict.fromkeys(credited, "received")
    values = {"completed_at": at, "hold_until": None}
    advance_all(Order, ORDER, "complete", found, actor=actor, at=at, values=values)
    record_all([OrderCompleted(order_id, amount) for order_id, amount in credited.items()], at)


class Shares(NamedTuple):
    """What becomes of a hold, minor units: the payee's part, the operator's commission, its movers' pay."""

    payee: int
    commission: int
    services: int


def share_out(*, total: int, refunded: int, commission: int, services: int = 0) -> Shares:
    """Return who gets what of what an order still holds.

    Commission and services stay as they were fixed when the order was placed; refunds come out of the payee's part
    first, then out of what the movers would have got.
    """
    left = total - refunded
    earned = min(commission, left)
    moved = min(services, left - earned)
    return Shares(left - earned - moved, earned, moved)
