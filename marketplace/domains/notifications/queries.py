"""Everything read about notices."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, ScalarSelect, SQLColumnExpression, func, literal, select

from marketplace.domains.notifications.models import Delivery, Notice, Preference
from marketplace.foundation.db import Base, session
from marketplace.foundation.paging import Page, paginate
from marketplace.foundation.refusals import Missing

PAGE = 20
MOST_COUNTED = 100  # "99+" says enough, and stays cheap


def list_notices(person_id: int, cursor: str | None = None) -> Page[Notice]:
    """Return a page of what a person was told, newest first."""
    mine = select(Notice).where(Notice.person_id == person_id)
    return paginate(mine, keys=[(Notice.id, "desc")], cursor=cursor, size=PAGE)


def count_unread(person_id: int) -> int:
    """Return how many notices a person has not read; counts to a hundred."""
    return int(session.scalar(select(unread_of(literal(person_id)))) or 0)


def unread_of(
    person_id: SQLColumnExpression[int | None] | ColumnElement[int], *within: type[Base]
) -> ScalarSelect[int]:
    """Return the same count as part of a larger question, about the person in a column of the tables `within`."""
    some = select(Notice.id).where(Notice.person_id == person_id, Notice.read_at.is_(None))
    counted = some.limit(MOST_COUNTED).correlate(*within).subquery("unread")
    return select(func.count()).select_from(counted).scalar_subquery()


def get_notice(person_id: int, notice_id: int) -> Notice:
    """Return a notice of a person. Refuses: another's, as if it did not exist."""
    found = session.scalars(
        select(Notice).where(Notice.id == notice_id, Notice.person_id == person_id)
    ).one_or_none()
    if found is None:
        raise Missing
    return found


def read_wishes(person_id: int) -> Mapping[tuple[str, str], bool]:
    """Return what a person said about (group, channel)."""
    rows = session.scalars(select(Preference).where(Preference.person_id == person_id))
    return {(row.group, row.channel): row.wanted for row in rows}


def count_deliveries() -> Mapping[str, int]:
    """Return how many deliveries wait, are under way or failed, for the back office."""
    states = select(Delivery.state, func.count()).where(Delivery.state != "sent").group_by(Delivery.state)
    return dict(session.execute(states).all())
