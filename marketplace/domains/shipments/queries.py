"""Reading shipments."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from marketplace.domains.shipments.models import Shipment, TrackingEvent
from marketplace.foundation.db import session

MOST_AT_ONCE = 200


def find_shipment(order_id: int) -> Shipment | None:
    """Return the shipment of an order, or None before it was shipped."""
    return session.scalars(select(Shipment).where(Shipment.order_id == order_id)).one_or_none()


def tracking_events(shipment_id: int) -> Sequence[TrackingEvent]:
    """Return what was seen of a shipment, newest first."""
    return session.scalars(
        select(TrackingEvent)
        .where(TrackingEvent.shipment_id == shipment_id)
        .order_by(TrackingEvent.at.desc(), TrackingEvent.id.desc())
    ).all()


def due_for_a_look(at: datetime, every: timedelta) -> Sequence[Shipment]:
    """Return shipments under way that were not looked at for `every`, the longest unseen first."""
    return session.scalars(
        select(Shipment)
        .where(
            Shipment.state == "under_way",
            or_(Shipment.checked_at.is_(None), Shipment.checked_at <= at - every),
        )
        .order_by(Shipment.checked_at.asc().nulls_first())
        .limit(MOST_AT_ONCE)
    ).all()
