"""Give a person a work account at a supplier."""

from datetime import datetime

from sqlalchemy import select

from marketplace.domains.suppliers.models import Supplier, WorkAccount
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Refused
from marketplace.foundation.states import note
from marketplace.foundation.text import N_

ROLES = ("owner", "clerk")


def hire(*, supplier: Supplier, person_id: int, role: str, actor: Actor, at: datetime) -> WorkAccount:
    """Let a person work for a supplier, or work again. Refuses: a role there is not, whoever works there already."""
    if role not in ROLES:
        raise Refused(N_("Choose owner or clerk."), field="role")
    row = session.scalars(
        select(WorkAccount).filter_by(supplier_id=supplier.id, person_id=person_id)
    ).one_or_none()
    if row is not None and row.state == "active":
        raise Refused(N_("This person works there already."), field="contact")
    if row is None:
        row = WorkAccount(supplier_id=supplier.id, person_id=person_id, role=role, created_at=at)
        session.add(row)
    row.role, row.state = role, "active"
    details = {"person": person_id, "role": role}
    note("supplier", supplier.id, "hire", supplier.state, supplier.state, actor=actor, at=at, details=details)
    session.flush()
    return row
