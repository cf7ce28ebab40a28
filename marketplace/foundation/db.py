"""Rows and transactions: one base, one session, one door."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any

from sqlalchemy import BigInteger, DateTime, Identity, MetaData, String, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import (
    DeclarativeBase,
    Session,
    SessionTransaction,
    mapped_column,
    scoped_session,
    sessionmaker,
)

# Every constraint has a name we chose, so that a migration can name it and a violation can be told apart.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

Key = Annotated[int, mapped_column(BigInteger, Identity(), primary_key=True)]
Ref = Annotated[int, mapped_column(BigInteger)]
Minor = Annotated[int, mapped_column(BigInteger)]
Currency = Annotated[str, mapped_column(String(3))]
Moment = Annotated[datetime, mapped_column(DateTime(timezone=True))]
Words = Annotated[dict[str, str], mapped_column(JSONB)]
Json = Annotated[dict[str, Any], mapped_column(JSONB)]


class Base(DeclarativeBase):
    """The base of every table in the house."""

    metadata = MetaData(naming_convention=NAMES)


# The web floor installs the session factory and its scope here (web/database.py): the floors below
# use this one name and never learn who opened the session.
session: scoped_session[Session] = scoped_session(sessionmaker())


@contextmanager
def door() -> Iterator[None]:
    """Hold one transaction: commit when the block ends, roll back when it raises.

    The request, the job or the command opens a door; nobody inside commits.
    """
    try:
        yield
        session.commit()
    except BaseException:
        session.rollback()
        raise


_AFTER = "after_commit"


def after_commit(name: str, call: Callable[[], object]) -> None:
    """Run `call` once when the open transaction has committed; of several by one name the last; none after a rollback.

    For waking others only (a job to look at what we wrote): it may not touch the session, and may be lost.
    """
    here = session()
    if not here.in_transaction():
        here.begin()  # else a rollback before the first statement is none, and the next commit would call
    here.info.setdefault(_AFTER, {})[name] = call


@event.listens_for(Session, "after_commit")
def _wake(ended: Session) -> None:
    if not ended.in_nested_transaction():  # a savepoint is no commit
        for call in ended.info.pop(_AFTER, {}).values():
            call()


@event.listens_for(Session, "after_soft_rollback")
def _forget(ended: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        ended.info.pop(_AFTER, None)
