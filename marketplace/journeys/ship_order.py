"""A supplier ships an order: stock leaves, serial numbers are tied to the buyer, a parcel is under way."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from marketplace.domains.inventory.identify import Leaving, identify
from marketplace.domains.inventory.take import take
from marketplace.domains.orders.models import Order, OrderLine
from marketplace.domains.orders.ship import ship
from marketplace.domains.shipments.dispatch import dispatch
from marketplace.domains.shipments.models import Shipment
from marketplace.domains.shipments.queries import find_shipment
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing


def ship_order(
    *,
    order_id: int,
    carrier: str,
    tracking_number: str,
    serials: Mapping[int, Sequence[str]],
    actor: Actor,
    at: datetime,
) -> Shipment:
    """Ship an accepted order; `serials` are given by order line, one for each piece. Shipping twice ships once.

    Refuses: an order in another state, wrong or used serial numbers, a tracking number in use.
    """
    order = lock_row(Order, order_id)
    if order is None or order.supplier_id is None:  # what a person sells leaves in other ways
        raise Missing
    if not ship(order=order, actor=actor, at=at):
        shipped = find_shipment(order.id)
        if shipped is None:
            raise Missing
        return shipped
    shipment = dispatch(order_id=order.id, carrier=carrier, tracking_number=tracking_number, at=at)
    identify(
        order_number=order.number,
        supplier_id=order.supplier_id,
        owner_id=order.buyer_id,
        leaving=_leaving(order.id),
        serials={serials_field(line_id): given for line_id, given in serials.items()},
        at=at,
    )
    take(holder=order.number, at=at, actor=actor)
    return shipment


def _leaving(order_id: int) -> list[Leaving]:
    lines = session.scalars(select(OrderLine).where(OrderLine.order_id == order_id).order_by(OrderLine.id))
    return [
        Leaving(line.product_id, line.quantity, line.warranty_months, serials_field(line.id))
        for line in lines
        if line.product_id is not None
    ]


def serials_field(line_id: int) -> str:
    """Return the form field that holds a line's serial numbers; refusals name it."""
    return f"serials_{line_id}"
