"""Mark notices as read."""

from datetime import datetime

from sqlalchemy import update

from marketplace.domains.notifications.models import Notice
from marketplace.domains.notifications.queries import get_notice
from marketplace.foundation.db import session


def mark_read(*, person_id: int, notice_id: int, at: datetime) -> Notice:
    """Mark one notice as read. Refuses: another's, as if it did not exist."""
    notice = get_notice(person_id, notice_id)
    notice.read_at = notice.read_at or at
    return notice


def mark_all_read(*, person_id: int, up_to: int, at: datetime) -> None:
    """Mark what a person has seen as read: up to the notice of id `up_to`, not one that came meanwhile."""
    session.execute(
        update(Notice)
        .where(Notice.person_id == person_id, Notice.id <= up_to, Notice.read_at.is_(None))
        .values(read_at=at)
    )
