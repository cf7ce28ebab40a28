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


def parcel_of(order_id: int) -> tuple[Shipment | None, Sequence[TrackingEvent]]:
    """Return the shipment of an order with what was seen of it, newest first, in one question."""
    stmt = (
        select(Shipment, TrackingEvent)
        .outerjoin(TrackingEvent, TrackingEvent.shipment_id == Shipment.id)
        .where(Shipment.order_id == order_id)
        .order_by(TrackingEvent.at.desc(), TrackingEvent.id.desc())
    )
    rows = session.execute(stmt).all()
    return (rows[0][0] if rows else None), [row[1] for row in rows if row[1] is not None]


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
    amount: int | None = None  # minor units, of money given back


def story_of(order_id: int, sightings: Sequence[TrackingEvent]) -> list[Happening]:
    """Return what happened to an order and what was seen of its parcel, newest first."""
    moves = session.scalars(
        select(StateChange)
        .where(StateChange.subject == ORDER.subject, StateChange.subject_id == order_id)
        .order_by(StateChange.id)
    )
    story = [
        Happening(m.at, m.verb, m.why or "", m.actor_role, {}, {}, m.details.get("amount")) for m in moves
    ]
    story += [Happening(e.at, "", "", "", e.words, e.place) for e in reversed(sightings)]
    return sorted(story, key=lambda happening: happening.at, reverse=True)
