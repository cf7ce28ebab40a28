"""Reading the staff and their roles."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from marketplace.domains.accounts.models import Person, Staff, StaffRole
from marketplace.domains.accounts.staff.permissions import EVERYTHING, STAFF_EDIT
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Missing


def list_staff() -> Sequence[Any]:
    """Return rows of `Person`, `Staff` and `StaffRole`, by role and name."""
    return session.execute(
        select(Person, Staff, StaffRole)
        .join(Staff, Staff.person_id == Person.id)
        .join(StaffRole, StaffRole.id == Staff.role_id)
        .order_by(StaffRole.name, Person.display_name, Person.id)
    ).all()


def list_roles() -> Sequence[Any]:
    """Return rows of `StaffRole` and `holders` (how many people have it), by name."""
    return session.execute(
        select(StaffRole, func.count(Staff.person_id).label("holders"))
        .outerjoin(Staff, Staff.role_id == StaffRole.id)
        .group_by(StaffRole.id)
        .order_by(StaffRole.name)
    ).all()


def get_role(role_id: int) -> StaffRole:
    """Return a role. Refuses: one that does not exist."""
    found = session.get(StaffRole, role_id)
    if found is None:
        raise Missing
    return found


def find_role_of(person_id: int) -> StaffRole | None:
    """Return the role of a person; None for whoever is not staff."""
    return session.scalars(
        select(StaffRole).join(Staff, Staff.role_id == StaffRole.id).where(Staff.person_id == person_id)
    ).one_or_none()


def people_who_may(permission: str) -> Sequence[int]:
    """Return the active members of staff who hold a permission."""
    return session.scalars(
        select(Staff.person_id)
        .join(StaffRole, StaffRole.id == Staff.role_id)
        .join(Person, Person.id == Staff.person_id)
        .where(StaffRole.permissions.overlap([EVERYTHING, permission]), Person.state == "active")
        .order_by(Staff.person_id)
    ).all()


def count_keepers() -> int:
    """Return how many active people may compose roles."""
    keeps = StaffRole.permissions.overlap([EVERYTHING, STAFF_EDIT])
    return session.execute(
        select(func.count())
        .select_from(Staff)
        .join(StaffRole, StaffRole.id == Staff.role_id)
        .join(Person, Person.id == Staff.person_id)
        .where(keeps, Person.state == "active")
    ).scalar_one()
