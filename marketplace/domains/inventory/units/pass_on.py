"""A unit has a new owner: it was sold used here, or its buyer keeps it although the money went back."""

from datetime import datetime
from typing import Any

from sqlalchemy import update

from marketplace.domains.inventory.models import Unit
from marketplace.domains.inventory.recognise import note_event
from marketplace.foundation.db import session


def pass_on(*, unit_id: int, owner_id: int, order_number: str, price: int, at: datetime) -> None:
    """Make the buyer its owner and write the sale into its history, in minor units; doing it again changes nothing."""
    _own(unit_id, owner_id, order_number, at, kind="sold_used", details={"price": price})


def keep(*, unit_id: int, owner_id: int, order_number: str, at: datetime) -> None:
    """Make a buyer its owner who got the money back and need not return it; doing it again changes nothing."""
    _own(unit_id, owner_id, order_number, at, kind="kept", details={})


def _own(
    unit_id: int, owner_id: int, order_number: str, at: datetime, *, kind: str, details: dict[str, Any]
) -> None:
    session.execute(
        update(Unit)
        .where(Unit.id == unit_id)
        .values(owner_id=owner_id, order_number=order_number, sold_at=at)
        .execution_options(synchronize_session=False)
    )
    note_event(unit_id=unit_id, kind=kind, reference=order_number, details=details, at=at)
