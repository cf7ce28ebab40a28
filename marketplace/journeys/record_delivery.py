"""Staff record that a parcel arrived, where its carrier keeps silent: the claim window opens."""

from datetime import datetime

from marketplace.domains.aftersales.refuse_own_order import refuse_own_order
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.ship import deliver
from marketplace.domains.orders.states import ORDER
from marketplace.domains.shipments.arrive import arrive
from marketplace.foundation.actors import Actor
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing


def record_delivery(*, order_id: int, why: str, actor: Actor, at: datetime) -> bool:
    """Mark a shipped order and its shipment delivered now; False when it is already.

    Refuses: an order that has not been shipped (Stale); staff's own order.
    """
    arrive(order_id=order_id, actor=actor, at=at, why=why)
    order = lock_row(Order, order_id)
    if order is None:
        raise Missing
    refuse_own_order(order, actor)
    if order.state == "delivered":
        return False
    if order.state != "shipped":
        raise ORDER.stale(order.state)
    return deliver(order=order, actor=actor, at=at, why=why)
