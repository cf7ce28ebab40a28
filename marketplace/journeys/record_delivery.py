"""Staff record that a parcel arrived, where its carrier keeps silent: the claim window opens."""

from datetime import datetime

from marketplace.domains.aftersales.refuse_own_order import refuse_own_order
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.ship import deliver
from marketplace.domains.orders.states import ORDER
from marketplace.domains.shipments.models import Shipment
from marketplace.domains.shipments.queries import find_shipment
from marketplace.domains.shipments.states import SHIPMENT
from marketplace.foundation.actors import Actor
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing, Stale
from marketplace.foundation.states import advance


def record_delivery(*, order_id: int, why: str, actor: Actor, at: datetime) -> bool:
    """Mark a shipped order and its shipment delivered now; False when it is already.

    Refuses: an order that has not been shipped (Stale); staff's own order.
    """
    found = find_shipment(order_id)
    # The shipment first, as tracking does: two who lock both never wait for each other.
    shipment = lock_row(Shipment, found.id) if found is not None else None
    order = lock_row(Order, order_id)
    if order is None:
        raise Missing
    refuse_own_order(order, actor)
    if order.state == "delivered":
        return False
    if order.state != "shipped":
        raise Stale(ORDER.sentences.get(order.state, ORDER.refusal))
    if shipment is not None and advance(shipment, SHIPMENT, "deliver", actor=actor, at=at, why=why):
        shipment.delivered_at = at
    return deliver(order=order, actor=actor, at=at, why=why)
