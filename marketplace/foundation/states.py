"""State moves only through its table: `{(state, verb): next}`, one conditional UPDATE, one history row."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, String, Text, any_, literal, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm.attributes import set_committed_value

from marketplace.foundation.actors import Actor
from marketplace.foundation.db import Base, Json, Key, Moment, session
from marketplace.foundation.refusals import Stale


class StateChange(Base):
    """Who moved what from where to where, when and why: the audit trail of every table with states."""

    __tablename__ = "state_change"
    id: Mapped[Key]
    subject: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int] = mapped_column(BigInteger)
    verb: Mapped[str] = mapped_column(String(40))
    was: Mapped[str] = mapped_column(String(40))
    became: Mapped[str] = mapped_column(String(40))
    actor_kind: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[int | None] = mapped_column(BigInteger)
    actor_role: Mapped[str] = mapped_column(String(20), default="")
    at: Mapped[Moment]
    why: Mapped[str | None] = mapped_column(Text)
    details: Mapped[Json] = mapped_column(default=dict)
    __table_args__ = (Index("ix_state_change_subject", "subject", "subject_id", "id"),)


@dataclass(frozen=True)
class Table:
    """The lawful moves of one kind of row, and the sentence that refuses each other one."""

    subject: str
    moves: Mapping[tuple[str, str], str]
    refusal: str
    sentences: Mapping[str, str] = field(default_factory=dict)

    @property
    def states(self) -> frozenset[str]:
        return frozenset({s for s, _ in self.moves} | set(self.moves.values()))

    def allows(self, state: str, verb: str) -> bool:
        """Say whether `verb` may be done in `state`."""
        return (state, verb) in self.moves

    def stale(self, state: str) -> Stale:
        """Return the refusal of whatever cannot be done in `state`."""
        return Stale(self.sentences.get(state, self.refusal))

    def expect(self, state: str, verb: str) -> None:
        """Refuse `verb` where it may not be done in `state`."""
        if not self.allows(state, verb):
            raise self.stale(state)

    def targets(self, verb: str) -> frozenset[str]:
        """Return the states `verb` leads to."""
        found = frozenset(after for (_, v), after in self.moves.items() if v == verb)
        if not found:
            raise LookupError(f"{self.subject} knows no verb {verb!r}")
        return found


def advance(
    row: Any,
    table: Table,
    verb: str,
    *,
    actor: Actor,
    at: datetime,
    why: str | None = None,
    details: Mapping[str, Any] | None = None,
    values: Mapping[str, Any] | None = None,
) -> bool:
    """Move `row` by `verb`, with what else it then holds; False when it is already there, so a replay is harmless.

    The UPDATE names the state we read: of two racers one wins, the other is told the row is stale.
    Refuses: a move the table does not know, with the table's sentence.
    """
    was = row.state
    became = table.moves.get((was, verb))
    if became is None:
        if was in table.targets(verb):
            return False
        raise table.stale(was)
    session.flush()
    new, rows = {"state": became, **(values or {})}, type(row).__table__
    moved = rows.update().where(rows.c.id == row.id, rows.c.state == was).values(new).returning(rows.c.id)
    if session.execute(moved).one_or_none() is None:
        session.refresh(row, ["state"])
        return advance(row, table, verb, actor=actor, at=at, why=why, details=details, values=values)
    for name, value in new.items():
        set_committed_value(row, name, value)
    note(table.subject, row.id, verb, was, became, actor=actor, at=at, why=why, details=details)
    return True


def note(
    subject: str,
    subject_id: int,
    verb: str,
    was: str,
    became: str,
    *,
    actor: Actor,
    at: datetime,
    why: str | None = None,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Write one line of history, also for edits that change no state (`was == became`)."""
    _write(subject, [subject_id], verb, was, became, actor=actor, at=at, why=why, details=details)


def note_each(
    subject: str, subject_ids: Sequence[int], verb: str, state: str, *, actor: Actor, at: datetime
) -> None:
    """Write one line of history for each of many rows that begin in `state`, in one statement."""
    _write(subject, list(subject_ids), verb, state, state, actor=actor, at=at)


# One statement and one array: written row by row, history is what a sweep of thousands spends its time on.
HISTORY = text(
    "INSERT INTO state_change "
    "(subject, subject_id, verb, was, became, actor_kind, actor_id, actor_role, at, why, details) "
    "SELECT :subject, id, :verb, :was, :became, :kind, CAST(:actor AS bigint), :role, :at, CAST(:why AS text), "
    "CAST(:details AS jsonb) FROM unnest(CAST(:ids AS bigint[])) AS id"
)


def _write(
    subject: str,
    ids: list[int],
    verb: str,
    was: str,
    became: str,
    *,
    actor: Actor,
    at: datetime,
    why: str | None = None,
    details: Mapping[str, Any] | None = None,
) -> None:
    session.execute(
        HISTORY,
        {
            "subject": subject, "verb": verb, "was": was, "became": became, "at": at, "why": why, "ids": ids,
            "kind": actor.kind, "actor": actor.id, "role": actor.role, "details": json.dumps(dict(details or {})),
        },
    )  # fmt: skip


def advance_all(
    model: Any,
    table: Table,
    verb: str,
    found: Mapping[int, str],
    *,
    actor: Actor,
    at: datetime,
    why: str | None = None,
    values: Mapping[str, Any] | None = None,
) -> None:
    """Move many rows by `verb` in as many statements as there are states: `found` is id → state, already locked.

    Refuses: a state the table does not move from by this verb (LookupError: who found them looked wrongly).
    """
    by_state: dict[str, list[int]] = {}
    for row_id, was in found.items():
        by_state.setdefault(was, []).append(row_id)
    for was, ids in by_state.items():
        became = table.moves[was, verb]
        rows = model.__table__
        moved = session.execute(
            rows.update()
            .where(rows.c.id == any_(literal(ids, ARRAY(BigInteger))), rows.c.state == was)
            .values({"state": became, **(values or {})})
            .returning(rows.c.id)
        ).all()
        if len(moved) != len(ids):
            raise RuntimeError(f"{table.subject} rows moved although they were locked")
        _write(table.subject, ids, verb, was, became, actor=actor, at=at, why=why)
