"""Reading what happened: the lines of history of some rows together, or of a whole kind."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from marketplace.foundation.db import session
from marketplace.foundation.paging import Page, paginate
from marketplace.foundation.states import StateChange

MOST = 200


def history_of(subjects: Sequence[tuple[str, int]]) -> Sequence[StateChange]:
    """Return the history of these (subject, id) together, newest first, at most 200 lines."""
    if not subjects:
        return []
    same = [
        (StateChange.subject == subject) & (StateChange.subject_id == number) for subject, number in subjects
    ]
    stmt = select(StateChange).where(or_(*same)).order_by(StateChange.at.desc(), StateChange.id.desc())
    return session.scalars(stmt.limit(MOST)).all()


def history_of_kinds(*subjects: str, cursor: str | None = None, size: int = 30) -> Page[StateChange]:
    """Return a page of the history of every row of these kinds, newest first."""
    stmt = select(StateChange).where(StateChange.subject.in_(subjects))
    return paginate(stmt, keys=[(StateChange.id, "desc")], cursor=cursor, size=size)
