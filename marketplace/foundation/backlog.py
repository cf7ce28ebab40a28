"""Facts that wait or were given up, as those see them who keep the machinery."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import func, select, update

from marketplace.foundation.db import session
from marketplace.foundation.outbox import CHANNEL, GIVE_UP_AFTER, OutboxFact
from marketplace.foundation.paging import Page, paginate

GIVEN_UP = (OutboxFact.done_at.is_(None), OutboxFact.tries >= GIVE_UP_AFTER)


def given_up(*, cursor: str | None = None, size: int = 30) -> Page[OutboxFact]:
    """Return a page of the facts that were tried often enough, oldest first."""
    stmt = select(OutboxFact).where(*GIVEN_UP)
    return paginate(stmt, keys=[(OutboxFact.id, "asc")], cursor=cursor, size=size)


def stumbling(limit: int = 20) -> Sequence[OutboxFact]:
    """Return facts that failed and are still tried, oldest first."""
    stmt = select(OutboxFact).where(
        OutboxFact.done_at.is_(None), OutboxFact.tries > 0, OutboxFact.tries < GIVE_UP_AFTER
    )
    return session.scalars(stmt.order_by(OutboxFact.id).limit(limit)).all()


def try_again(fact_ids: Collection[int]) -> Sequence[int]:
    """Put given-up facts back in line as if never tried; return which they were."""
    put_back = (
        update(OutboxFact)
        .where(OutboxFact.id.in_(list(fact_ids)), *GIVEN_UP)
        .values(tries=0, handed_at=None)
        .returning(OutboxFact.id)
    )
    found = session.scalars(put_back.execution_options(synchronize_session=False)).all()
    session.execute(select(func.pg_notify(CHANNEL, "")))
    return found


def give_up_again(fact_ids: Collection[int]) -> Sequence[int]:
    """Take facts that are not done back out of line, the undo of `try_again`; return which they were."""
    taken = (
        update(OutboxFact)
        .where(OutboxFact.id.in_(list(fact_ids)), OutboxFact.done_at.is_(None))
        .values(tries=GIVE_UP_AFTER)
        .returning(OutboxFact.id)
    )
    return session.scalars(taken.execution_options(synchronize_session=False)).all()


def lag() -> dict[str, Any]:
    """Return how many facts wait, how many were given up, and when the oldest waiting one happened."""
    waiting, given_up, oldest = session.execute(
        select(
            func.count().filter(OutboxFact.tries < GIVE_UP_AFTER),
            func.count().filter(OutboxFact.tries >= GIVE_UP_AFTER),
            func.min(OutboxFact.occurred_at).filter(OutboxFact.tries < GIVE_UP_AFTER),
        ).where(OutboxFact.done_at.is_(None))
    ).one()
    return {"waiting": waiting, "given_up": given_up, "oldest_at": oldest}
