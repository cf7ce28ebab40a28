"""Write down where a person has things delivered."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from marketplace.domains.accounts.addresses import divisions
from marketplace.domains.accounts.models import Address
from marketplace.domains.accounts.queries import get_address
from marketplace.foundation import locks
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_

MOST = 30
HOME = "CN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An address as typed: `division` is a district's code in China; elsewhere province, city and so on are words."""

    recipient: str
    phone: str
    country: str
    street: str
    division: str = ""
    province: str = ""
    city: str = ""
    postcode: str = ""


def save(
    *, person_id: int, place: Place, at: datetime, address_id: int | None = None, default: bool = False
) -> Address:
    """Add an address, or change one; the first becomes the default.

    Refuses: more than 30, a district that does not exist, another person's address as if it did not exist.
    """
    # One writer a person: "exactly one default" is about several rows.
    locks.lock_name(f"addresses:{person_id}")
    others = _count_others(person_id, address_id)
    if address_id is None and others >= MOST:
        raise Refused(N_("You can keep %(most)s addresses. Remove one first."), most=MOST)
    row = get_address(person_id, address_id) if address_id else Address(person_id=person_id, created_at=at)
    for name, value in _columns(place).items():
        setattr(row, name, value)
    session.add(row)
    session.flush()
    if default or not _has_default(person_id):
        make_default(person_id=person_id, address_id=row.id)
    return row


def make_default(*, person_id: int, address_id: int) -> None:
    """Deliver here unless said otherwise. Refuses: another person's address, as if it did not exist."""
    get_address(person_id, address_id)
    mine = update(Address).where(Address.person_id == person_id, Address.deleted_at.is_(None))
    session.execute(mine.where(Address.is_default, Address.id != address_id).values(is_default=False))
    session.execute(mine.where(Address.id == address_id).values(is_default=True))


def _columns(place: Place) -> dict[str, str]:
    found = {
        "recipient": place.recipient,
        "phone": place.phone,
        "country": place.country,
        "street": place.street,
    }
    found |= {"postcode": place.postcode}
    if place.country != HOME:
        return found | {"province": place.province, "city": place.city, "district": ""}
    steps = divisions.path(place.division)
    if steps is None:
        raise Refused(N_("Choose a province, a city and a district."), field="district")
    return found | dict(zip(divisions.LEVELS, (step.name for step in steps), strict=True))


def _count_others(person_id: int, address_id: int | None) -> int:
    living = select(func.count()).where(Address.person_id == person_id, Address.deleted_at.is_(None))
    return session.execute(living.where(Address.id != (address_id or 0))).scalar_one()


def _has_default(person_id: int) -> bool:
    living = select(Address.id).where(
        Address.person_id == person_id, Address.deleted_at.is_(None), Address.is_default
    )
    return session.execute(living).first() is not None
