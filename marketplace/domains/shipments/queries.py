"""Reading shipments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from marketplace.domains.orders.states import ORDER
from marketplace.domains.shipments.models import Shipment, TrackingEvent
from marketplace.foundation.db import session
from marketplace.foundation.states import StateChange

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


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of an order's story: a move by somebody, or something a carrier saw."""

    at: datetime
    verb: str  # a verb of the order's table, or "" for a sighting
    why: str
    role: str  # buyer · supplier · admin · "" for the house itself
    words: dict[str, str]
    place: dict[str, str]


def story_of(order_id: int, shipment: Shipment | None) -> list[Happening]:
    """Return what happened to an order and its parcel, newest first."""
    moves = session.scalars(
        select(StateChange)
        .where(StateChange.subject == ORDER.subject, StateChange.subject_id == order_id)
        .order_by(StateChange.id)
    )
    story = [Happening(m.at, m.verb, m.why or "", m.actor_role, {}, {}) for m in moves]
    if shipment is not None:
        story += [
            Happening(e.at, "", "", "", e.words, e.place) for e in reversed(tracking_events(shipment.id))
        ]
    return sorted(story, key=lambda happening: happening.at, reverse=True)
