"""What a page tells of one physical appliance: what happened to it, its warranty, its manual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from marketplace.domains.catalog.models import Product
from marketplace.domains.inventory.models import Unit, UnitEvent
from marketplace.domains.inventory.units.warranty import warranty_until
from marketplace.foundation import clock
from marketplace.foundation.db import session


@dataclass(frozen=True, slots=True)
class Story:
    """A unit with its events, oldest first; without a unit all of it is empty."""

    unit: Unit | None = None
    events: Sequence[UnitEvent] = ()
    warranty: date | None = None  # its last day
    is_over: bool = False  # the warranty
    manual: str = ""  # an address

    @property
    def is_told(self) -> bool:
        return bool(self.events or self.manual or (self.unit and self.unit.sold_at))


def story_of(unit_id: int | None) -> Story:
    """Return what is known of a unit, in one question; an empty story where there is none."""
    if unit_id is None:
        return Story()
    stmt = (
        select(Unit, UnitEvent, Product.manual)
        .outerjoin(UnitEvent, UnitEvent.unit_id == Unit.id)
        .outerjoin(Product, Product.id == Unit.product_id)
        .where(Unit.id == unit_id)
    )
    rows = session.execute(stmt.order_by(UnitEvent.at, UnitEvent.id)).all()
    if not rows:
        return Story()
    unit, events = rows[0][0], [event for _unit, event, _manual in rows if event is not None]
    until = warranty_until(unit, events)
    return Story(unit, events, until, until is not None and until < clock.now().date(), rows[0][2] or "")
