"""A seller sends what they sold: a parcel with a courier, or a bulky one with the operator's movers."""

from datetime import datetime

from marketplace.domains.listings.dealing.reserve import for_order
from marketplace.domains.listings.dealing.take import take
from marketplace.domains.listings.sizes import DELIVERY, PICKUP
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.ship import ship
from marketplace.domains.shipments.dispatch import MOVERS, dispatch
from marketplace.domains.shipments.hand_over import open_handover
from marketplace.domains.shipments.models import Shipment
from marketplace.domains.shipments.queries import find_shipment
from marketplace.foundation.actors import Actor
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing, Refused
from marketplace.foundation.text import N_


def send_order(
    *, order_id: int, actor: Actor, at: datetime, carrier: str = "", tracking_number: str = ""
) -> Shipment:
    """Send an accepted order; sending twice sends once. What the movers bring needs no carrier: they are it.

    Refuses: an order that is not the actor's to send (Missing), one to be picked up, another state (Stale), a
    carrier or tracking number that cannot be.
    """
    order = lock_row(Order, order_id)
    if order is None or order.seller_id is None or order.seller_id != actor.id:
        raise Missing
    if order.handover == PICKUP:
        raise Refused(N_("The buyer picks this up: hand it over by their code."))
    if not ship(order=order, actor=actor, at=at):
        sent = find_shipment(order.id)
        if sent is None:
            raise Missing
        return sent
    if order.handover == DELIVERY:
        carrier, tracking_number = MOVERS, order.number
        open_handover(order_id=order.id, at=at)  # what was accepted before codes were asked for at doors
    shipment = dispatch(order_id=order.id, carrier=carrier, tracking_number=tracking_number, at=at)
    take(holder=for_order(order.number), actor=actor, at=at)
    return shipment
