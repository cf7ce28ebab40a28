"""Forget what is over: ended sessions, codes nobody can use, and changes nobody can take back any more."""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select

from marketplace.domains.accounts.models import OneTimeCode, ProofChange, WebSession
from marketplace.foundation.db import session

CODES_KEPT = timedelta(days=2)  # a day is needed to count wrong tries
CHANGES_KEPT = timedelta(days=60)  # twice as long as they may be taken back


def forget(*, idle: timedelta, at: datetime, limit: int = 5000) -> int:
    """Delete up to `limit` ended sessions and as many old codes and changes; return how many went."""
    ended = select(WebSession.token_hash).where(
        or_(WebSession.expires_at <= at, WebSession.seen_at <= at - idle)
    )
    old = select(OneTimeCode.id).where(OneTimeCode.created_at <= at - CODES_KEPT)
    settled = select(ProofChange.id).where(ProofChange.at <= at - CHANGES_KEPT)
    gone = 0
    for statement in (
        delete(WebSession)
        .where(WebSession.token_hash.in_(ended.limit(limit)))
        .returning(WebSession.token_hash),
        delete(OneTimeCode).where(OneTimeCode.id.in_(old.limit(limit))).returning(OneTimeCode.id),
        delete(ProofChange).where(ProofChange.id.in_(settled.limit(limit))).returning(ProofChange.id),
    ):
        gone += len(session.execute(statement.execution_options(synchronize_session=False)).all())
    return gone
