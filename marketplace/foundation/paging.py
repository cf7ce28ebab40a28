"""Keyset pages: the next page costs the same as the first, however long the list."""

import base64
import binascii
import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Generic, Literal, TypeVar

from sqlalchemy import ColumnElement, Select, and_, or_, select

from marketplace.foundation.db import session

Row = TypeVar("Row")
Way = Literal["asc", "desc"]
Sieve = Callable[[Any], Sequence[ColumnElement[bool]]]
LONGEST_CURSOR = 400


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of rows and the cursors to its neighbours (None at an end)."""

    rows: Sequence[Row]
    next_cursor: str | None
    previous_cursor: str | None


def paginate(
    stmt: Select[*tuple[Any, ...]],
    *,
    keys: Sequence[tuple[Any, Way]],
    cursor: str | None = None,
    size: int = 24,
    scalars: bool = True,
    sieve: Sieve | None = None,
    window: int | None = None,
    unseen: Collection[str] = (),
) -> Page[Any]:
    """Return the page of `stmt` at `cursor`, ordered by `keys` (columns of the entity; the last must be unique).

    `sieve` gives conditions checked row by row along the order, on at most `window` rows: a walk that may end
    before the list does; columns named in `unseen` are for the sieve alone. A cursor somebody made up is the
    first page, never an error.
    """
    backward, marks = _read(cursor, [column for column, _ in keys])
    ways: list[Way] = [_flip(way) if backward else way for _, way in keys]
    if marks is not None:
        stmt = stmt.where(_beyond([column for column, _ in keys], ways, marks))
    order = [(column, way) for (column, _), way in zip(keys, ways, strict=True)]
    stmt = stmt.order_by(*(_ordered(column, way) for column, way in order))
    if sieve is not None:
        stmt = _sieved(stmt.limit(window), order, sieve, unseen)
    stmt = stmt.limit(size + 1)
    result = session.scalars(stmt) if scalars else session.execute(stmt)
    found = list(result)
    more = len(found) > size
    rows = found[:size]
    if backward:
        rows.reverse()
    has_next = more if not backward else bool(rows)
    has_previous = more if backward else (marks is not None and bool(rows))
    names = [column.key for column, _ in keys]
    return Page(
        rows,
        _write("n", rows[-1], names) if rows and has_next else None,
        _write("p", rows[0], names) if rows and has_previous else None,
    )


def _sieved(
    stmt: Select[*tuple[Any, ...]], order: Sequence[tuple[Any, Way]], sieve: Sieve, unseen: Collection[str]
) -> Select[*tuple[Any, ...]]:
    seen = stmt.subquery("seen")
    shown = [column for column in seen.c if column.key not in unseen]
    again = (_ordered(seen.c[column.key], way) for column, way in order)
    return select(*shown).where(*sieve(seen.c)).order_by(*again)


def _flip(way: Way) -> Way:
    return "desc" if way == "asc" else "asc"


def _ordered(column: Any, way: Way) -> Any:
    return column.asc() if way == "asc" else column.desc()


def _beyond(columns: list[Any], ways: list[Way], marks: list[Any]) -> ColumnElement[bool]:
    """Return `(a, b, …) > (marks)` spelled out, since the ways may differ by column."""
    choices = []
    for i, column in enumerate(columns):
        same = [columns[j] == marks[j] for j in range(i)]
        past = column > marks[i] if ways[i] == "asc" else column < marks[i]
        choices.append(and_(*same, past))
    first = columns[0] >= marks[0] if ways[0] == "asc" else columns[0] <= marks[0]
    # The redundant first bound lets PostgreSQL start the index scan at the mark.
    return and_(first, or_(*choices))


def _write(way: str, row: Any, names: list[str]) -> str:
    values = [_pack(getattr(row, name)) for name in names]
    return base64.urlsafe_b64encode(json.dumps([way, *values]).encode()).decode().rstrip("=")


def _pack(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    return {"d": str(value)} if isinstance(value, Decimal) else value


def _unpack(value: Any) -> Any:
    if isinstance(value, dict):
        return datetime.fromisoformat(value["at"]) if "at" in value else Decimal(value["d"])
    if not isinstance(value, str | int) or (isinstance(value, int) and abs(value) >= 2**63):
        raise ValueError(value)
    return value


def _read(cursor: str | None, columns: Sequence[Any]) -> tuple[bool, list[Any] | None]:
    if not cursor or len(cursor) > LONGEST_CURSOR:
        return False, None
    try:
        way, *marks = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        marks = [_unpack(mark) for mark in marks]
    except (ValueError, TypeError, KeyError, ArithmeticError, binascii.Error):
        return False, None
    if len(marks) != len(columns) or way not in ("n", "p"):
        return False, None
    if not all(_fits(mark, column) for mark, column in zip(marks, columns, strict=True)):
        return False, None
    return way == "p", marks


def _fits(mark: Any, column: Any) -> bool:
    """Say whether a mark is of its column's kind: a made-up one must not reach the database."""
    try:
        kind = column.type.python_type
    except NotImplementedError:
        return True
    return isinstance(mark, kind) and not (isinstance(mark, str) and "\0" in mark)
