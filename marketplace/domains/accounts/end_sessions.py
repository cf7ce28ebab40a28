"""End a person's sessions on other devices."""

from sqlalchemy import delete

from marketplace.domains.accounts.models import WebSession
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Missing


def end_session(*, person_id: int, public_id: str) -> None:
    """End one session. Refuses: another person's, as if it did not exist."""
    ended = session.execute(
        delete(WebSession)
        .where(WebSession.person_id == person_id, WebSession.public_id == public_id)
        .returning(WebSession.public_id)
    ).one_or_none()
    if ended is None:
        raise Missing


def end_sessions(*, person_id: int, keep: str | None = None) -> int:
    """End all sessions of a person but the one to `keep` (its public id); return how many."""
    statement = delete(WebSession).where(WebSession.person_id == person_id)
    if keep is not None:
        statement = statement.where(WebSession.public_id != keep)
    return len(session.execute(statement.returning(WebSession.public_id)).all())
