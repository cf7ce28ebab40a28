"""Reading suppliers."""

from sqlalchemy import exists, select

from marketplace.domains.suppliers.models import Supplier, WorkAccount
from marketplace.foundation.db import session


def find_supplier(slug: str) -> Supplier | None:
    """Return the supplier with this slug."""
    return session.scalars(select(Supplier).where(Supplier.slug == slug)).one_or_none()


def usual_supplier() -> Supplier | None:
    """Return the first active supplier, one that somebody works for before one that nobody does."""
    staffed = exists().where(WorkAccount.supplier_id == Supplier.id, WorkAccount.state == "active")
    stmt = select(Supplier).where(Supplier.state == "active").order_by(staffed.desc(), Supplier.id).limit(1)
    return session.scalars(stmt).one_or_none()
