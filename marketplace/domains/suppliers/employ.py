"""Who works for a supplier: asked by an owner, taken on by themselves, let go by an owner."""

from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.dialects.postgresql import insert

from marketplace.domains.suppliers.events import Invited
from marketplace.domains.suppliers.models import Invitation, Supplier, WorkAccount
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.locks import lock_row
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Missing, Refused, Stale
from marketplace.foundation.states import note
from marketplace.foundation.text import N_

OWNER, CLERK = "owner", "clerk"
MOST_WAITING = 20


def invite(*, supplier_id: int, email: str, actor: Actor, at: datetime) -> None:
    """Ask whoever has this address to work here; they are written to. Asking twice asks once.

    The answer never says whether there is such a person. Refuses: too many that nobody answered.
    """
    lock_row(Supplier, supplier_id)
    waiting = select(func.count()).where(Invitation.supplier_id == supplier_id, Invitation.state == "waiting")
    if (session.scalar(waiting) or 0) >= MOST_WAITING:
        raise Refused(N_("Too many invitations wait for an answer. Withdraw one first."), field="email")
    values = {"supplier_id": supplier_id, "email": email.lower(), "state": "waiting", "invited_by": actor.id}
    written = insert(Invitation).values(created_at=at, **values).on_conflict_do_nothing()
    invitation_id = session.scalar(written.returning(Invitation.id))
    if invitation_id is not None:
        record(Invited(invitation_id), at)


def withdraw(*, invitation_id: int, supplier_id: int, at: datetime) -> None:
    """Take an invitation back; doing it again does nothing. Refuses: another's (Missing)."""
    row = lock_row(Invitation, invitation_id)
    if row is None or row.supplier_id != supplier_id:
        raise Missing
    if row.state == "waiting":
        row.state, row.answered_at = "withdrawn", at


def join(*, invitation_id: int, email: str, person_id: int, actor: Actor, at: datetime) -> WorkAccount:
    """Begin to work for who asked; `email` is the person's own, proven.

    Refuses: another's invitation (Missing), an answered one (Stale).
    """
    row = lock_row(Invitation, invitation_id)
    if row is None or row.email != email.lower():
        raise Missing
    if row.state != "waiting":
        raise Stale(N_("This invitation is no longer open."))
    row.state, row.answered_at = "accepted", at
    written = insert(WorkAccount).values(
        supplier_id=row.supplier_id, person_id=person_id, role=CLERK, state="active", created_at=at
    )
    # Who left as an owner comes back as a clerk.
    again = {"state": "active", "role": case((WorkAccount.state == "active", WorkAccount.role), else_=CLERK)}
    account = session.scalars(
        written.on_conflict_do_update(index_elements=["supplier_id", "person_id"], set_=again).returning(
            WorkAccount
        ),
        execution_options={"populate_existing": True},
    ).one()
    note("supplier", row.supplier_id, "join", "", "", actor=actor, at=at, details={"person": person_id})
    return account


def dismiss(*, account_id: int, supplier_id: int, actor: Actor, at: datetime) -> None:
    """End a work account; doing it again does nothing. Refuses: another's (Missing), the last owner."""
    lock_row(Supplier, supplier_id)  # two owners who dismiss each other: one stays
    row = lock_row(WorkAccount, account_id)
    if row is None or row.supplier_id != supplier_id:
        raise Missing
    if row.state != "active":
        return
    _keep_an_owner(row)
    row.state = "ended"
    note("supplier", supplier_id, "dismiss", "", "", actor=actor, at=at, details={"person": row.person_id})


def appoint(*, account_id: int, supplier_id: int, role: str, actor: Actor, at: datetime) -> None:
    """Make somebody an owner or a clerk. Refuses: another's (Missing), taking the last owner's part away."""
    lock_row(Supplier, supplier_id)
    row = lock_row(WorkAccount, account_id)
    if row is None or row.supplier_id != supplier_id or row.state != "active":
        raise Missing
    if role not in (OWNER, CLERK):
        raise Refused(N_("Choose owner or clerk."), field="role")
    if row.role == role:
        return
    _keep_an_owner(row)
    was, row.role = row.role, role
    note("supplier", supplier_id, "appoint", was, role, actor=actor, at=at, details={"person": row.person_id})


def _keep_an_owner(leaving: WorkAccount) -> None:
    others = select(WorkAccount.id).where(
        WorkAccount.supplier_id == leaving.supplier_id,
        WorkAccount.role == OWNER,
        WorkAccount.state == "active",
        WorkAccount.id != leaving.id,
    )
    if leaving.role == OWNER and session.scalar(others.limit(1)) is None:
        raise Refused(N_("A company needs an owner: make somebody else one first."))
