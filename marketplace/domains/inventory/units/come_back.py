"""A sale did not hold: its units are again whose they were."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import or_, select, update

from marketplace.domains.inventory.events import UnitsCameBack
from marketplace.domains.inventory.models import Unit
from marketplace.domains.inventory.queries import left_with
from marketplace.domains.inventory.recognise import note_event
from marketplace.foundation.db import session
from marketplace.foundation.outbox import record


def come_back(
    *, unit_ids: Collection[int], owner_id: int, to: int | None, order_number: str, why: str, at: datetime
) -> list[int]:
    """Give those of these units that their buyer `owner_id` still owns back to the seller `to`, a supplier where None.

    Returns them; what the buyer has sold on stays where it is. `why` is returned, not_arrived or lost; doing it again
    changes nothing.
    """
    theirs = or_(Unit.owner_id == owner_id, Unit.owner_id.is_not_distinct_from(to))
    back = session.scalars(
        update(Unit)
        .where(Unit.id.in_(unit_ids), theirs)
        .values(owner_id=to)
        .returning(Unit.id)
        .execution_options(synchronize_session=False)
    ).all()
    for unit_id in sorted(back):
        note_event(unit_id=unit_id, kind="returned", reference=order_number, details={"why": why}, at=at)
    return sorted(back)


def come_back_to_supplier(
    *, order_id: int, order_number: str, buyer_id: int, why: str, at: datetime
) -> Sequence[int]:
    """Give what left with an order back to its supplier, who is asked what becomes of it; return the units."""
    stmt = select(Unit.id).where(Unit.id.in_(left_with(order_number)), Unit.owner_id == buyer_id)
    left = session.scalars(stmt).all()
    back = come_back(unit_ids=left, owner_id=buyer_id, to=None, order_number=order_number, why=why, at=at)
    if back:
        record(UnitsCameBack(order_id), at)
    return back
