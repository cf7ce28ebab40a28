"""Find people, as staff do."""

from sqlalchemy import Select, func, select

from marketplace.domains.accounts.models import Person
from marketplace.foundation.paging import Page, paginate


def find_people(*, q: str = "", state: str = "", cursor: str | None = None, size: int = 30) -> Page[Person]:
    """Return a page of people, newest first: `q` is a whole contact or the beginning of a name."""
    stmt = _called(select(Person), q.strip())
    if state in {"active", "suspended"}:
        stmt = stmt.where(Person.state == state)
    return paginate(stmt, keys=[(Person.id, "desc")], cursor=cursor, size=size)


def _called(stmt: Select[Person], words: str) -> Select[Person]:
    digits = words.lstrip("+").replace(" ", "")
    if "@" in words:
        return stmt.where(func.lower(Person.email) == words.lower())
    if digits.isascii() and digits.isdigit():
        return stmt.where(Person.phone.in_([f"+{digits}", f"+86{digits}"]))
    return (
        stmt.where(func.lower(Person.display_name).startswith(words.lower(), autoescape=True))
        if words
        else stmt
    )
