"""A unit has a new owner, because it was sold used here."""

from datetime import datetime

from sqlalchemy import update

from marketplace.domains.inventory.models import Unit
from marketplace.domains.inventory.recognise import note_event
from marketplace.foundation.db import session


def pass_on(*, unit_id: int, owner_id: int, order_number: str, price: int, at: datetime) -> None:
    """Make the buyer its owner and write the sale into its history, in minor units; doing it again changes nothing."""
    session.execute(
        update(Unit)
        .where(Unit.id == unit_id)
        .values(owner_id=owner_id, order_number=order_number, sold_at=at)
        .execution_options(synchronize_session=False)
    )
    note_event(unit_id=unit_id, kind="sold_used", reference=order_number, details={"price": price}, at=at)
