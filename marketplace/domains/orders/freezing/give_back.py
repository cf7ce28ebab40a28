"""A case, or the buyer's bank, gives a buyer an order's whole price back: the order ends."""

from datetime import datetime

from marketplace.domains.orders.models import Order
from marketplace.domains.orders.states import ORDER
from marketplace.foundation.actors import Actor
from marketplace.foundation.states import advance


def give_back(*, order: Order, actor: Actor, at: datetime, why: str | None = None) -> bool:
    """Mark a locked order refunded; False when it is. Refuses: an order that has not left, or is closed (Stale)."""
    if not advance(order, ORDER, "give_back", actor=actor, at=at, why=why):
        return False
    order.refunded, order.given_back_at = order.total, at
    order.accept_by = order.ship_by = order.claim_until = order.remind_at = None
    order.hold_until = order.frozen_at = None
    return True
