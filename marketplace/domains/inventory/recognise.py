"""Recognise a physical appliance by its serial number, or write down one first sold elsewhere; note its history."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from marketplace.domains.inventory.models import Unit, UnitEvent
from marketplace.foundation.db import session


def recognise(*, product_id: int | None, brand: str, model: str, serial: str, owner_id: int) -> Unit | None:
    """Return the unit with this serial number (`brand` and `model` folded), written down where it is new to us.

    None where there is no number, or the unit is known to be somebody else's: what a stranger types proves nothing.
    """
    if not serial:
        return None
    key: dict[str, Any] = {"product_id": product_id, "serial": serial}
    if product_id is None:
        key |= {"brand": brand, "model": model}
    if (known := _find(key)) is None:
        session.execute(
            insert(Unit).values(**key, owner_id=owner_id, order_number="").on_conflict_do_nothing()
        )
        known = _find(key)
    return known if known is not None and known.owner_id == owner_id else None


def note_event(*, unit_id: int, kind: str, reference: str, details: dict[str, Any], at: datetime) -> None:
    """Write a line of a unit's history; the same line of the same reference is written once."""
    stmt = select(UnitEvent.id).where(
        UnitEvent.unit_id == unit_id, UnitEvent.kind == kind, UnitEvent.reference == reference
    )
    if session.scalar(stmt.limit(1)) is None:
        session.add(UnitEvent(unit_id=unit_id, kind=kind, reference=reference, details=details, at=at))


def _find(key: dict[str, Any]) -> Unit | None:
    return session.scalars(select(Unit).filter_by(**key).order_by(Unit.id).limit(1)).one_or_none()
