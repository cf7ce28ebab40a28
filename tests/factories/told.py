"""What follows from facts, at once: tests do not wait for the worker."""

from marketplace.domains.notifications.models import Notice
from marketplace.foundation.db import session
from marketplace.foundation.outbox import OutboxFact
from marketplace.journeys.reactions import react


def follow(*names: str) -> None:
    """Do what follows from the facts of these names that nobody followed yet."""
    session.rollback()
    waiting = session.query(OutboxFact).filter(OutboxFact.name.in_(names), OutboxFact.done_at.is_(None))
    ids = [row.id for row in waiting.order_by(OutboxFact.id)]
    session.rollback()
    react(ids)
    session.expire_all()


def told(person_id: int) -> list[str]:
    """Return the kinds of what somebody was told, oldest first."""
    session.rollback()
    rows = session.query(Notice).filter_by(person_id=person_id).order_by(Notice.id)
    return [row.kind for row in rows]
