"""An installation that was booked is done: the buyer, or staff who hear of it, sign it off."""

from datetime import datetime

from marketplace.domains.orders.models import Order
from marketplace.domains.orders.ship import sign_off
from marketplace.foundation.actors import Actor
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing


def sign_off_installation(*, order_id: int, actor: Actor, at: datetime) -> bool:
    """Note that the installation works; the claim window begins. False when it was signed off already.

    Refuses: another's order (Missing) unless staff ask; one without an installation, or not delivered (Stale).
    """
    order = lock_row(Order, order_id)
    if order is None or (actor.role == "buyer" and order.buyer_id != actor.id):
        raise Missing
    return sign_off(order=order, actor=actor, at=at)
