"""Keep what a carrier saw of a shipment, each sighting once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert

from marketplace.domains.shipments.events import ParcelSeen
from marketplace.domains.shipments.models import Shipment, TrackingEvent
from marketplace.domains.shipments.states import SHIPMENT
from marketplace.foundation.actors import PROVIDER
from marketplace.foundation.db import session
from marketplace.foundation.outbox import record
from marketplace.foundation.states import advance
from marketplace.gateways.carrier import Sighting

DELIVERED = "delivered"


def see(*, shipment: Shipment, sightings: Sequence[Sighting], at: datetime) -> bool:
    """Keep the new sightings and tell of them; True when the parcel has just been delivered."""
    shipment.checked_at = at
    new = _keep(shipment, sightings)
    for sighting in new:
        record(ParcelSeen(shipment.id, shipment.order_id, sighting.code), at)
    arrived = next((s for s in new if s.code == DELIVERED), None)
    if arrived is None or not advance(shipment, SHIPMENT, "deliver", actor=PROVIDER, at=at):
        return False
    shipment.delivered_at = arrived.at
    return True


def _keep(shipment: Shipment, sightings: Sequence[Sighting]) -> list[Sighting]:
    if not sightings:
        return []
    rows = [
        {
            "shipment_id": shipment.id,
            "carrier_event": s.id,
            "code": s.code,
            "words": s.words,
            "place": s.place,
            "at": s.at,
        }
        for s in sightings
    ]
    fresh = session.scalars(
        insert(TrackingEvent)
        .values(rows)
        .on_conflict_do_nothing(index_elements=["shipment_id", "carrier_event"])
        .returning(TrackingEvent.carrier_event)
    ).all()
    return [s for s in sightings if s.id in set(fresh)]
