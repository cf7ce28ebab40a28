"""The suppliers as staff look through them."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import or_, select

from marketplace.domains.suppliers.models import Supplier, WorkAccount
from marketplace.foundation.db import session
from marketplace.foundation.paging import Page, paginate
from marketplace.foundation.refusals import Missing

STATES = ("active", "suspended")
MOST = 500


def find_suppliers(
    *, q: str = "", state: str = "", cursor: str | None = None, size: int = 30
) -> Page[Supplier]:
    """Return a page of suppliers, newest first, whose name, address or e-mail has these words."""
    stmt, words = select(Supplier), q.strip()
    if state in STATES:
        stmt = stmt.where(Supplier.state == state)
    if words:
        named = [
            Supplier.name[language].astext.icontains(words, autoescape=True) for language in ("en", "zh")
        ]
        slug = Supplier.slug.icontains(words, autoescape=True)
        stmt = stmt.where(or_(slug, Supplier.email == words.lower(), *named))
    return paginate(stmt, keys=[(Supplier.id, "desc")], cursor=cursor, size=size)


def supplier_at(slug: str) -> Supplier:
    """Return the supplier with this address. Refuses: an unknown one."""
    found = session.scalars(select(Supplier).where(Supplier.slug == slug)).one_or_none()
    if found is None:
        raise Missing
    return found


def every_supplier() -> Sequence[Supplier]:
    """Return the suppliers there are, by address, at most 500: a list to choose from."""
    return session.scalars(select(Supplier).order_by(Supplier.slug).limit(MOST)).all()


def suppliers_by_id(ids: Collection[int | None]) -> dict[int, Supplier]:
    """Return id → supplier, for those that exist."""
    wanted = {number for number in ids if number is not None}
    stmt = select(Supplier).where(Supplier.id.in_(wanted))
    return {s.id: s for s in session.scalars(stmt)} if wanted else {}


def places_of(person_id: int) -> Sequence[Any]:
    """Return where a person works or worked: rows of a work account and its supplier."""
    stmt = select(WorkAccount, Supplier).join(Supplier, Supplier.id == WorkAccount.supplier_id)
    return session.execute(stmt.where(WorkAccount.person_id == person_id).order_by(WorkAccount.id)).all()
