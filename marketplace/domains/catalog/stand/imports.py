"""Every supplier's imports as staff look through them."""

from typing import Any

from sqlalchemy import cast, func, or_, select
from sqlalchemy.dialects.postgresql import JSONPATH

from marketplace.domains.accounts.models import Person
from marketplace.domains.catalog.models import ImportBatch
from marketplace.domains.suppliers.models import Supplier
from marketplace.foundation.db import session
from marketplace.foundation.paging import Page, paginate
from marketplace.foundation.refusals import Missing

STATES = ("waiting", "running", "done", "failed")
MOST_ERRORS = 50
# The file itself and all its errors may be megabytes: a list shows how many, a page the first of them.
_COLUMNS = tuple(
    getattr(ImportBatch, name)
    for name in (
        *("id", "number", "filename", "mapping", "dry_run", "state", "created_at", "finished_at"),
        *("rows_total", "rows_done", "rows_new", "rows_changed"),
    )
)
_AROUND = (
    func.jsonb_array_length(ImportBatch.errors).label("refused"),
    Supplier.name.label("supplier"),
    Supplier.slug.label("supplier_slug"),
    Person.id.label("person_id"),
    Person.display_name.label("person"),
)


def find_imports(*, q: str = "", state: str = "", cursor: str | None = None, size: int = 30) -> Page[Any]:
    """Return a page of imports, newest first: `q` is a number, a supplier's address, or part of the file's name."""
    stmt, words = _rows(), q.strip()
    if words:
        named = ImportBatch.filename.icontains(words, autoescape=True)
        stmt = stmt.where(or_(ImportBatch.number == words.upper(), Supplier.slug == words.lower(), named))
    if state in STATES:
        stmt = stmt.where(ImportBatch.state == state)
    return paginate(stmt, keys=[(ImportBatch.id, "desc")], cursor=cursor, size=size, scalars=False)


def look_at_import(number: str) -> Any:
    """Return one import with the first of its `errors`. Refuses: one that does not exist."""
    path = cast(f"$[0 to {MOST_ERRORS - 1}]", JSONPATH)
    first = func.jsonb_path_query_array(ImportBatch.errors, path).label("errors")
    row = session.execute(_rows().add_columns(first).where(ImportBatch.number == number)).one_or_none()
    if row is None:
        raise Missing
    return row


def _rows() -> Any:
    return (
        select(*_COLUMNS, *_AROUND)
        .join(Supplier, Supplier.id == ImportBatch.supplier_id)
        .outerjoin(Person, Person.id == ImportBatch.person_id)
    )
