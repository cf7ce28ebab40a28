"""A supplier or seller takes an order on."""

from datetime import datetime

from marketplace.domains.listings.sizes import DELIVERY, PICKUP
from marketplace.domains.orders.accept import accept
from marketplace.domains.orders.models import Order
from marketplace.domains.shipments.hand_over import open_handover
from marketplace.foundation.actors import Actor
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing, Stale
from marketplace.foundation.text import N_


def accept_order(*, order_id: int, actor: Actor, at: datetime) -> bool:
    """Accept a paid order; False when it is accepted already. Refuses: other states and too late (Stale)."""
    order = lock_row(Order, order_id)
    if order is None:
        raise Missing
    # The sweep that cancels may be a little behind: the promise to the buyer holds to the second.
    if order.state == "paid" and order.accept_by is not None and order.accept_by <= at:
        raise Stale(N_("The time to accept this order is over; the buyer gets the money back."))
    if not accept(order=order, actor=actor, at=at):
        return False
    if order.handover in (PICKUP, DELIVERY):
        open_handover(order_id=order.id, at=at)
    return True
