"""A buyer's bank looks into a payment: its orders stand still until it has decided."""

from datetime import datetime

from marketplace.domains.orders.events import DisputeEnded, OrderDisputed
from marketplace.domains.orders.freezing.freeze import freeze, thaw
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.states import HOLDING, ORDER
from marketplace.foundation.actors import PROVIDER
from marketplace.foundation.outbox import record
from marketplace.foundation.states import note


def begin(*, order: Order, at: datetime) -> None:
    """Keep a locked order, and what is held of it, where it is; one that is released is marked."""
    order.disputed_at = at
    if order.state in HOLDING:
        freeze(order=order, actor=PROVIDER, at=at, verb="dispute")
    else:
        note(ORDER.subject, order.id, "dispute", order.state, order.state, actor=PROVIDER, at=at)
    record(OrderDisputed(order.id), at)


def end(*, order: Order, taken: int, in_case: bool, at: datetime) -> None:
    """Let a locked order run on; `taken` minor units are what the bank gave the buyer, nothing if we won.

    It stays frozen while a case is open. No hold outlives its longest: but what the bank had was no hold of ours.
    """
    if order.disputed_at is None:
        return
    stood, order.disputed_at = at - order.disputed_at, None
    if order.hold_until is not None:
        order.hold_until += stood
    verb = "dispute_lost" if taken else "dispute_won"
    note(
        ORDER.subject,
        order.id,
        verb,
        order.state,
        order.state,
        actor=PROVIDER,
        at=at,
        details={"amount": taken},
    )
    if not in_case:
        thaw(order=order, actor=PROVIDER, at=at)
    record(DisputeEnded(order.id, taken), at)
