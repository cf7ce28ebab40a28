"""Reading suppliers."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BigInteger, CompoundSelect, exists, literal, select

from marketplace.domains.suppliers.models import Invitation, Supplier, WorkAccount
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Missing


def find_supplier(slug: str) -> Supplier | None:
    """Return the supplier with this slug."""
    return session.scalars(select(Supplier).where(Supplier.slug == slug)).one_or_none()


def usual_supplier() -> Supplier | None:
    """Return the first active supplier, one that somebody works for before one that nobody does."""
    staffed = exists().where(WorkAccount.supplier_id == Supplier.id, WorkAccount.state == "active")
    stmt = select(Supplier).where(Supplier.state == "active").order_by(staffed.desc(), Supplier.id).limit(1)
    return session.scalars(stmt).one_or_none()


def find_supplier_of_account(account: str) -> Supplier | None:
    """Return whose account at the provider this is."""
    return session.scalars(select(Supplier).where(Supplier.provider_account == account)).one_or_none()


def get_supplier(supplier_id: int) -> Supplier:
    """Return a supplier. Refuses: one that does not exist."""
    found = session.get(Supplier, supplier_id)
    if found is None:
        raise Missing
    return found


def with_workers(person_ids: Iterable[int], *, supplier_id: int | None) -> CompoundSelect[int]:
    """Return the query of these people and of those with a live work account of a supplier, if there is one."""
    workers = select(WorkAccount.person_id).where(
        WorkAccount.supplier_id == supplier_id, WorkAccount.state == "active"
    )
    return workers.union(*(select(literal(person_id, BigInteger)) for person_id in person_ids))


def work_accounts_of(supplier_id: int) -> Sequence[WorkAccount]:
    """Return the live work accounts of a supplier, owners first."""
    return session.scalars(
        select(WorkAccount)
        .where(WorkAccount.supplier_id == supplier_id, WorkAccount.state == "active")
        .order_by(WorkAccount.role.desc(), WorkAccount.id)
    ).all()


def works_for(supplier_id: int | None, person_id: int | None) -> bool:
    """Say whether somebody has a live work account of a supplier."""
    stmt = select(WorkAccount.id).filter_by(supplier_id=supplier_id, person_id=person_id, state="active")
    return session.scalar(stmt) is not None


def works_anywhere(person_id: int) -> bool:
    """Say whether somebody has a live work account of any supplier that is not closed."""
    stmt = select(WorkAccount.id).join(Supplier, Supplier.id == WorkAccount.supplier_id)
    live = stmt.where(WorkAccount.person_id == person_id, WorkAccount.state == "active")
    return session.scalar(live.where(Supplier.state != "closed").limit(1)) is not None


def invitations_of(supplier_id: int) -> Sequence[Invitation]:
    """Return the invitations of a supplier that nobody has answered."""
    stmt = select(Invitation).where(Invitation.supplier_id == supplier_id, Invitation.state == "waiting")
    return session.scalars(stmt.order_by(Invitation.id)).all()


def invitations_for(email: str) -> Sequence[Any]:
    """Return who asks the owner of this address to work for them: rows of `Invitation` and `Supplier`."""
    return session.execute(
        select(Invitation, Supplier)
        .join(Supplier, Supplier.id == Invitation.supplier_id)
        .where(Invitation.email == email.lower(), Invitation.state == "waiting", Supplier.state == "active")
        .order_by(Invitation.id)
    ).all()
