"""A buyer says that it arrived and is right."""

from datetime import datetime

from marketplace.domains.orders.models import Order
from marketplace.domains.orders.receive import receive
from marketplace.foundation.actors import Actor
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing


def confirm_receipt(*, order_id: int, actor: Actor, at: datetime) -> bool:
    """Mark an order received; its hold is then due for release. False when it is already.

    Refuses: another's order (Missing), one that has not been shipped (Stale).
    """
    order = lock_row(Order, order_id)
    if order is None or order.buyer_id != actor.id:
        raise Missing
    return receive(order=order, actor=actor, at=at)
