"""Facts: what happened, written in the same transaction as the happening, told afterwards.

A fact is a frozen dataclass of JSON-able fields. `record` writes it; `relay` hands unhanded facts to RQ in
batches; `reacting` runs one reaction once. Redis may forget everything: `overdue` facts are handed again.
"""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar, TypeVar

from sqlalchemy import ColumnElement, Index, String, Text, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation import clock
from marketplace.foundation.db import Base, Json, Key, Moment, session

CHANNEL = "outbox"
BATCH = 500  # a job is a process of its own: fewer, larger ones
PATIENCE = timedelta(seconds=2)
RETRY_AFTER = timedelta(seconds=30)
GIVE_UP_AFTER = 12


class OutboxFact(Base):
    """One fact on its way: unhanded, handed, done or given up."""

    __tablename__ = "outbox_fact"
    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(80))
    payload: Mapped[Json]
    queue: Mapped[str] = mapped_column(String(20))
    occurred_at: Mapped[Moment]
    handed_at: Mapped[Moment | None]
    done_at: Mapped[Moment | None]
    tries: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(Text)
    __table_args__ = (
        Index(
            "ix_outbox_fact_unhanded", "id", postgresql_where=text("handed_at IS NULL AND done_at IS NULL")
        ),
        Index("ix_outbox_fact_undone", "handed_at", postgresql_where=text("done_at IS NULL")),
    )


@dataclass(frozen=True)
class Fact:
    """Something that happened, in the past tense. Subclasses name their fields and, if not notifications, a queue."""

    queue: ClassVar[str] = "notifications"
    patient: ClassVar[bool] = False  # somebody else usually does at once what follows: look a moment later


F = TypeVar("F", bound=Fact)
FACTS: dict[str, type[Fact]] = {}


def fact(cls: type[F]) -> type[F]:
    """Register a fact class under its own name."""
    FACTS[cls.__name__] = cls
    return cls


def record(happened: Fact, at: datetime | None = None) -> None:
    """Write the fact into the open transaction and wake the relay when it commits."""
    record_all([happened], at)


# The ring names the queue. Patient facts ring nobody: the relay comes by often enough.
MANY = """
WITH written AS (
    INSERT INTO outbox_fact (name, queue, occurred_at, tries, payload)
    SELECT :name, :queue, :at, 0, payload FROM jsonb_array_elements(CAST(:payloads AS jsonb)) AS payload
)
"""
MANY_RINGING = text(f"{MANY} SELECT pg_notify('{CHANNEL}', :queue)")
MANY_PATIENT = text(f"{MANY} SELECT")


def record_all(happened: Sequence[Fact], at: datetime | None = None) -> None:
    """Write many facts of one kind and moment in one statement, and wake the relay when it commits."""
    if not happened:
        return
    kind, payloads = type(happened[0]), json.dumps([asdict(one) for one in happened])
    values = {"name": kind.__name__, "queue": kind.queue, "at": at or clock.now(), "payloads": payloads}
    session.execute(MANY_PATIENT if kind.patient else MANY_RINGING, values)


def relay(
    hand: Callable[[str, list[int]], Any],
    limit: int = 1000,
    *,
    queues: Collection[str] | None = None,
    ripe_at: datetime | None = None,
) -> int:
    """Hand up to `limit` unhanded facts, oldest first, in batches per queue; return how many.

    `hand(queue, ids)` enqueues before we commit: a crash in between hands twice, and reacting is safe twice.
    `queues` leaves the others' facts where they are; `ripe_at` leaves patient ones that are younger than PATIENCE.
    """
    rows = session.execute(
        select(OutboxFact.id, OutboxFact.queue)
        .where(*_to_hand(queues, ripe_at))
        .order_by(OutboxFact.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    if not rows:
        return 0
    by_queue: dict[str, list[int]] = {}
    for row in rows:
        by_queue.setdefault(row.queue, []).append(row.id)
    for queue, ids in by_queue.items():
        for batch in _batches(ids):
            hand(queue, batch)
    session.execute(
        update(OutboxFact).where(OutboxFact.id.in_([r.id for r in rows])).values(handed_at=clock.now())
    )
    return len(rows)


def _to_hand(queues: Collection[str] | None, ripe_at: datetime | None) -> list[ColumnElement[bool]]:
    terms: list[ColumnElement[bool]] = [OutboxFact.handed_at.is_(None), OutboxFact.done_at.is_(None)]
    if queues is not None:
        terms.append(OutboxFact.queue.in_(queues))
    if ripe_at is not None:
        patient = [name for name, kind in FACTS.items() if kind.patient]
        terms.append(OutboxFact.name.not_in(patient) | (OutboxFact.occurred_at <= ripe_at - PATIENCE))
    return terms


def _batches(ids: list[int]) -> list[list[int]]:
    return [ids[i : i + BATCH] for i in range(0, len(ids), BATCH)]


def claim(fact_id: int) -> OutboxFact | None:
    """Lock one undone fact for reacting; None when it is done or another worker has it."""
    return session.scalars(
        select(OutboxFact)
        .where(OutboxFact.id == fact_id, OutboxFact.done_at.is_(None))
        .with_for_update(skip_locked=True)
    ).one_or_none()


def undone(fact_ids: Sequence[int]) -> Sequence[Any]:
    """Return (id, name, payload) of those facts that are undone, in the order they happened; nothing is claimed."""
    return session.execute(
        select(OutboxFact.id, OutboxFact.name, OutboxFact.payload)
        .where(OutboxFact.id.in_(fact_ids), OutboxFact.done_at.is_(None))
        .order_by(OutboxFact.id)
    ).all()


def claim_all(fact_ids: Sequence[int]) -> Sequence[OutboxFact]:
    """Lock those facts that are undone and that nobody else has, in the order they happened."""
    return session.scalars(
        select(OutboxFact)
        .where(OutboxFact.id.in_(fact_ids), OutboxFact.done_at.is_(None))
        .order_by(OutboxFact.id)
        .with_for_update(skip_locked=True)
    ).all()


def done(fact_ids: Sequence[int]) -> None:
    """Note that everything that follows from these facts was done."""
    session.execute(
        update(OutboxFact)
        .where(OutboxFact.id.in_(fact_ids))
        .values(done_at=clock.now(), error=None)
        .execution_options(synchronize_session=False)
    )


def revive(row: Any) -> Fact:
    """Rebuild the fact from its row; fields it no longer has are dropped."""
    cls = FACTS[row.name]
    known = cls.__dataclass_fields__
    return cls(**{name: value for name, value in row.payload.items() if name in known})


def failed(fact_id: int, error: str) -> None:
    """Note that reacting raised; the sweep hands it again until it has been tried often enough."""
    session.execute(
        update(OutboxFact)
        .where(OutboxFact.id == fact_id)
        .values(tries=OutboxFact.tries + 1, error=error[:2000])
    )


def hand_again() -> int:
    """Put facts handed a while ago and still undone back in line (Redis forgot, a worker died)."""
    late = clock.now() - RETRY_AFTER
    result = session.execute(
        update(OutboxFact)
        .where(OutboxFact.done_at.is_(None), OutboxFact.handed_at < late, OutboxFact.tries < GIVE_UP_AFTER)
        .values(handed_at=None)
        .returning(OutboxFact.id)
    )
    return len(result.all())
