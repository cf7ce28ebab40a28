"""Keyset pages: the next page costs the same as the first, however long the list."""

import base64
import binascii
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Generic, Literal, TypeVar

from sqlalchemy import ColumnElement, Select, and_, bindparam, literal_column, or_, select

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
    place = place_of(cursor, [column for column, _ in keys])
    stmt = cut(stmt, keys=keys, place=place, size=size, sieve=sieve, window=window, unseen=unseen)
    result = session.scalars(stmt, place.marks) if scalars else session.execute(stmt, place.marks)
    return page_of(list(result), place, names=[column.key for column, _ in keys], size=size)


@dataclass(frozen=True)
class Place:
    """Where in a list a cursor points: after `marks` or, `backward`, before them; without marks at its beginning."""

    backward: bool = False
    marks: Mapping[str, Any] = field(default_factory=dict)

    @property
    def shape(self) -> tuple[bool, bool]:
        """Say all that the SQL depends on."""
        return self.backward, bool(self.marks)


def place_of(cursor: str | None, columns: Sequence[Any]) -> Place:
    """Return the place a cursor means; one that somebody made up means the beginning."""
    backward, marks = _read(cursor, columns) if cursor else (False, None)
    return Place(backward, {f"mark_{i}": mark for i, mark in enumerate(marks or ())})


def cut(
    stmt: Select[*tuple[Any, ...]],
    *,
    keys: Sequence[tuple[Any, Way]],
    place: Place,
    size: int,
    sieve: Sieve | None = None,
    window: int | None = None,
    unseen: Collection[str] = (),
) -> Select[*tuple[Any, ...]]:
    """Return the question for one page at a place of this shape: `place.marks` are its parameters."""
    ways: list[Way] = [_flip(way) if place.backward else way for _, way in keys]
    if place.marks:
        stmt = stmt.where(_beyond([column for column, _ in keys], ways))
    order = [(column, way) for (column, _), way in zip(keys, ways, strict=True)]
    stmt = stmt.order_by(*(_ordered(column, way) for column, way in order))
    if sieve is not None:
        stmt = _sieved(stmt.limit(_figure(window)), order, sieve, unseen)
    return stmt.limit(_figure(size + 1))


def _figure(number: int | None) -> ColumnElement[int] | None:
    # Written out: of a limit it does not know, PostgreSQL expects a tenth of the table and plans every time anew.
    return literal_column(str(int(number))) if number is not None else None


def page_of(found: list[Any], place: Place, *, names: Sequence[str], size: int) -> Page[Any]:
    """Return what such a question brought as a page with its cursors; `names` are those of the keys."""
    more = len(found) > size
    rows = found[:size]
    if place.backward:
        rows.reverse()
    has_next = more if not place.backward else bool(rows)
    has_previous = more if place.backward else (bool(place.marks) and bool(rows))
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


def _beyond(columns: list[Any], ways: list[Way]) -> ColumnElement[bool]:
    """Return `(a, b, …) > (marks)` spelled out, since the ways may differ by column."""
    marks = [bindparam(f"mark_{i}", type_=column.type) for i, column in enumerate(columns)]
    choices = []
    for i, column in enumerate(columns):
        same = [columns[j] == marks[j] for j in range(i)]
        past = column > marks[i] if ways[i] == "asc" else column < marks[i]
        choices.append(and_(*same, past))
    first = columns[0] >= marks[0] if ways[0] == "asc" else columns[0] <= marks[0]
    # The redundant first bound lets PostgreSQL start the index scan at the mark.
    return and_(first, or_(*choices))


def _write(way: str, row: Any, names: Sequence[str]) -> str:
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
