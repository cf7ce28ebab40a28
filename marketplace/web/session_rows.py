"""The rows behind the sessions: one SELECT to read all a page asks of its visitor, small writes of their own.

Writes use a connection of their own, so that what a visitor's session holds survives a refused request, and a
session is written only after the door has committed the person it points to.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from flask import g, request
from sqlalchemy import ColumnElement, Delete, Executable, ScalarSelect, Select, bindparam, func, select
from sqlalchemy import delete as sql_delete
from sqlalchemy import insert as sql_insert
from sqlalchemy import update as sql_update
from sqlalchemy.dialects.postgresql import aggregate_order_by

from marketplace.domains.accounts.models import Person, Staff, StaffRole, WebSession
from marketplace.domains.suppliers.models import Supplier, WorkAccount
from marketplace.foundation import clock, ids
from marketplace.foundation.db import session
from marketplace.web.database import db

LONGEST_AGENT = 200


@dataclass(frozen=True, slots=True)
class WorkPlace:
    """A supplier where the signed-in person works."""

    account_id: int
    supplier_id: int
    slug: str
    name: dict[str, str]
    role: str


@dataclass(frozen=True, slots=True)
class Row:
    """A live session: its data, its person and where that person works."""

    data: dict[str, Any]
    seen_at: datetime
    public_id: str
    person_id: int | None
    person: Person | None
    permissions: frozenset[str]
    work_places: tuple[WorkPlace, ...]
    counts: dict[str, int]


_beside: dict[str, ColumnElement[int]] = {}


def bring_along(name: str, count: ColumnElement[int]) -> None:
    """Have the one SELECT bring this count of the visitor's things too: a question less on every page."""
    _beside[name] = count
    _statement.cache_clear()


def find(token: str, *, idle: timedelta) -> Row | None:
    """Return the live session of this token; None when it ended or its person is suspended."""
    now = clock.now()
    values = {"fingerprint": ids.fingerprint(token), "now": now, "since": now - idle}
    found = session.execute(_statement(), values).one_or_none()
    if found is None or (found.Person is not None and not found.Person.is_active):
        return None
    return _row(found)


@cache
def _statement() -> Select[Any]:
    """Return the question of every page of a visitor with a cookie; composing it costs more than asking."""
    return (
        select(
            WebSession.data,
            WebSession.seen_at,
            WebSession.public_id,
            WebSession.person_id,
            Person,
            _permissions().label("permissions"),
            _work_places().label("places"),
            *(count.label(f"count_of_{name}") for name, count in _beside.items()),
        )
        .outerjoin(Person, Person.id == WebSession.person_id)
        .where(
            WebSession.token_hash == bindparam("fingerprint"),
            WebSession.expires_at > bindparam("now"),
            WebSession.seen_at > bindparam("since"),
        )
    )


def _row(found: Sequence[Any]) -> Row:
    data, seen_at, public_id, person_id, person, permissions, places, *counts = found
    return Row(
        data=data,
        seen_at=seen_at,
        public_id=public_id,
        person_id=person_id,
        person=person,
        permissions=frozenset(permissions or ()),
        work_places=tuple(WorkPlace(**place) for place in places or ()),
        counts=dict(zip(_beside, counts, strict=True)),
    )


def _is(token: str) -> ColumnElement[bool]:
    return WebSession.token_hash == ids.fingerprint(token)


def _permissions() -> ScalarSelect[Any]:
    return (
        select(StaffRole.permissions)
        .join(Staff, Staff.role_id == StaffRole.id)
        .where(Staff.person_id == WebSession.person_id)
        .correlate(WebSession)
        .scalar_subquery()
    )


def _work_places() -> ScalarSelect[Any]:
    columns = (
        ("account_id", WorkAccount.id),
        ("supplier_id", Supplier.id),
        ("slug", Supplier.slug),
        ("name", Supplier.name),
        ("role", WorkAccount.role),
    )
    place = func.jsonb_build_object(*(part for column in columns for part in column))
    return (
        select(func.jsonb_agg(aggregate_order_by(place, WorkAccount.id)))  # people start in the eldest
        .select_from(WorkAccount)
        .join(Supplier, Supplier.id == WorkAccount.supplier_id)
        .where(
            WorkAccount.person_id == WebSession.person_id,
            WorkAccount.state == "active",
            Supplier.state != "closed",
        )
        .correlate(WebSession)
        .scalar_subquery()
    )


def insert(
    token: str, person_id: int | None, data: dict[str, Any], expires_at: datetime, *, instead_of: list[str]
) -> None:
    """Write a new session for this browser, and end the ones it replaces."""
    now = clock.now()
    row = {
        "token_hash": ids.fingerprint(token),
        "public_id": secrets.token_urlsafe(12),
        "person_id": person_id,
        "data": data,
        "address": request.remote_addr or "",
        "agent": request.user_agent.string[:LONGEST_AGENT],
        "created_at": now,
        "seen_at": now,
        "expires_at": expires_at,
    }
    _write(*_deletions(instead_of), sql_insert(WebSession).values(**row))


def update(token: str, data: dict[str, Any]) -> None:
    """Write what the session holds now."""
    _write(sql_update(WebSession).where(_is(token)).values(data=data, seen_at=clock.now()))


def touch(token: str) -> None:
    """Note that this browser was here."""
    _write(sql_update(WebSession).where(_is(token)).values(seen_at=clock.now()))


def delete(tokens: list[str]) -> None:
    """End these sessions."""
    _write(*_deletions(tokens))


def _deletions(tokens: list[str]) -> list[Delete]:
    return [sql_delete(WebSession).where(_is(token)) for token in tokens]


def _write(*statements: Executable) -> None:
    if statements:
        g.only_reads = False
        with db.engine.begin() as connection:
            for statement in statements:
                connection.execute(statement)
