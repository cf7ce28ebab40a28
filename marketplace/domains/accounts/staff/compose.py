"""Compose a role out of permissions, change it, or do away with it."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from marketplace.domains.accounts.models import Staff, StaffRole
from marketplace.domains.accounts.staff.permissions import EVERYTHING, PERMISSIONS
from marketplace.domains.accounts.staff.queries import count_keepers, find_role_of, get_role
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.locks import lock_name
from marketplace.foundation.refusals import Refused
from marketplace.foundation.states import note
from marketplace.foundation.text import N_

LOCK = "staff"
SUBJECT = "staff_role"
LAST_KEEPER = N_("Somebody must be left who may compose roles.")


def compose(*, name: str, permissions: Collection[str], actor: Actor, at: datetime) -> StaffRole:
    """Make a role. Refuses: a name in use, no permission or an unknown one."""
    wanted = _known(permissions)
    _refuse_taken(name, None)
    role = StaffRole(name=name, permissions=wanted)
    session.add(role)
    session.flush()
    note(SUBJECT, role.id, "compose", "", name[:40], actor=actor, at=at, details={"permissions": wanted})
    return role


def recompose(
    *, role_id: int, name: str, permissions: Collection[str], actor: Actor, at: datetime
) -> StaffRole:
    """Change a role. Refuses: one's own; what `compose` refuses; leaving nobody who may compose roles."""
    lock_name(LOCK)
    role = get_role(role_id)
    _refuse_own(role_id, actor)
    wanted = [EVERYTHING] if list(permissions) == [EVERYTHING] else _known(permissions)
    _refuse_taken(name, role_id)
    before = {"name": role.name, "permissions": list(role.permissions)}
    after = {"name": name, "permissions": wanted}
    if before == after:
        return role
    role.name, role.permissions = name, wanted
    session.flush()
    if count_keepers() == 0:
        raise Refused(LAST_KEEPER, field="permissions")
    note(SUBJECT, role.id, "edit", "", "", actor=actor, at=at, details={"before": before, "after": after})
    return role


def dissolve(*, role_id: int, actor: Actor, at: datetime) -> None:
    """Do away with a role. Refuses: one that somebody holds."""
    lock_name(LOCK)
    role = get_role(role_id)
    if session.scalar(select(Staff.person_id).where(Staff.role_id == role_id).limit(1)) is not None:
        raise Refused(N_("Somebody holds this role. Give them another one first."))
    note(SUBJECT, role.id, "dissolve", role.name[:40], "", actor=actor, at=at)
    session.delete(role)


def _known(permissions: Collection[str]) -> list[str]:
    wanted = [name for name in PERMISSIONS if name in set(permissions)]
    if not wanted or len(wanted) != len(set(permissions)):
        raise Refused(N_("Choose what this role may do."), field="permissions")
    return wanted


def _refuse_taken(name: str, role_id: int | None) -> None:
    known = session.scalar(select(StaffRole.id).where(StaffRole.name == name))
    if known is not None and known != role_id:
        raise Refused(N_("There is a role of this name already."), field="name")


def _refuse_own(role_id: int, actor: Actor) -> None:
    own = find_role_of(actor.id) if actor.id is not None else None
    if own is not None and own.id == role_id:
        raise Refused(N_("You cannot change your own role. Ask a colleague."))
