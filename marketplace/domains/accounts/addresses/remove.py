"""Remove an address, and bring it back."""

from datetime import datetime

from sqlalchemy import select

from marketplace.domains.accounts.addresses.save import make_default
from marketplace.domains.accounts.models import Address
from marketplace.domains.accounts.queries import get_address
from marketplace.foundation import locks
from marketplace.foundation.db import session


def remove(*, person_id: int, address_id: int, at: datetime) -> Address:
    """Put an address away; the newest other one becomes the default. Refuses: another's, as if it did not exist."""
    locks.lock_name(f"addresses:{person_id}")
    row = get_address(person_id, address_id)
    was_default, row.is_default, row.deleted_at = row.is_default, False, at
    session.flush()
    heir = session.scalars(
        select(Address.id)
        .where(Address.person_id == person_id, Address.deleted_at.is_(None))
        .order_by(Address.id.desc())
        .limit(1)
    ).one_or_none()
    if was_default and heir is not None:
        make_default(person_id=person_id, address_id=heir)
    return row


def bring_back(*, person_id: int, address_id: int) -> Address:
    """Undo a removal; it becomes the default only where there is none. Refuses: another's, as if it did not exist."""
    locks.lock_name(f"addresses:{person_id}")
    row = get_address(person_id, address_id, removed=True)
    row.deleted_at = None
    session.flush()
    if not session.scalars(
        select(Address.id).where(Address.person_id == person_id, Address.is_default)
    ).first():
        make_default(person_id=person_id, address_id=row.id)
    return row
