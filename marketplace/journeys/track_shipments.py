"""Ask carriers about parcels under way; a delivered one opens its order's claim window.

The carrier is asked between transactions, never inside one.
"""

from datetime import datetime

from marketplace.domains.orders.models import Order
from marketplace.domains.orders.ship import deliver
from marketplace.domains.shipments.models import Shipment
from marketplace.domains.shipments.queries import due_for_a_look
from marketplace.domains.shipments.see import see
from marketplace.foundation.actors import PROVIDER
from marketplace.foundation.db import door
from marketplace.foundation.dials import dial
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Unavailable
from marketplace.foundation.text import N_
from marketplace.gateways import carrier
from marketplace.gateways.carrier import Sighting

TRACKING_CHECK_SECONDS = dial(
    "tracking_check_seconds",
    300,
    low=1,
    high=86_400,
    about=N_("How often the carrier is asked about a parcel under way."),
    group="orders",
)


def track_shipments(*, at: datetime) -> int:
    """Look once at every parcel that is due for a look; return how many answered."""
    with door():
        due = [(s.id, s.tracking_number) for s in due_for_a_look(at, TRACKING_CHECK_SECONDS.span)]
    answered = 0
    for shipment_id, tracking_number in due:
        try:
            seen = list(carrier.current().sightings(tracking_number, reference=f"shipment-{shipment_id}"))
        except Unavailable:
            seen = None
        with door():
            _keep(shipment_id, seen, at)
        answered += seen is not None
    return answered


def _keep(shipment_id: int, seen: list[Sighting] | None, at: datetime) -> None:
    shipment = lock_row(Shipment, shipment_id)
    if shipment is None:
        return
    if see(shipment=shipment, sightings=seen or [], at=at):
        order = lock_row(Order, shipment.order_id)
        if order is not None:
            deliver(order=order, actor=PROVIDER, at=shipment.delivered_at or at)
