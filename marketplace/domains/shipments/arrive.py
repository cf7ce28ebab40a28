"""A shipment is there, by the word of somebody who knows."""

from datetime import datetime

from marketplace.domains.shipments.models import Shipment
from marketplace.domains.shipments.queries import find_shipment
from marketplace.domains.shipments.states import SHIPMENT
from marketplace.foundation.actors import Actor
from marketplace.foundation.locks import lock_row
from marketplace.foundation.states import advance


def arrive(*, order_id: int, actor: Actor, at: datetime, why: str | None = None) -> None:
    """Mark the shipment of an order delivered, where there is one and it is under way.

    Call it before locking the order, as tracking does: two who lock both never wait for each other.
    """
    found = find_shipment(order_id)
    shipment = lock_row(Shipment, found.id) if found is not None else None
    if shipment is not None and shipment.state == "under_way":
        advance(shipment, SHIPMENT, "deliver", actor=actor, at=at, why=why)
        shipment.delivered_at = at
