"""Writing rows in one plain statement, where the session's unit of work would think for longer than PostgreSQL.

The rows travel as one JSON value which PostgreSQL reads as rows of the table, so that the statement is the same
however many there are, is prepared once, and costs one parameter.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import Table, TextClause, text
from sqlalchemy.orm import make_transient_to_detached

from marketplace.foundation.db import Base, session

Row = TypeVar("Row", bound=Base)


def insert_rows(model: type[Base], rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Insert `rows` (the same columns each) by one INSERT and return their ids in the order given."""
    if not rows:
        return []
    whole = [{**_defaults(model), **row} for row in rows]
    statement = _insert(model, tuple(whole[0]))
    found = session.scalars(statement, {"rows": json.dumps(whole, default=_as_json)})
    # Ids count upwards in the order of the array, whatever order they are reported in.
    return sorted(found)


def insert_row(model: type[Row], values: Mapping[str, Any]) -> Row:
    """Insert one row and return it as the session would have."""
    [row_id] = insert_rows(model, [values])
    return as_loaded(model(**{**_defaults(model), **values}, id=row_id))


def as_loaded(row: Row) -> Row:
    """Give the session a row that a statement has written; what it does not hold is read when asked for."""
    make_transient_to_detached(row)
    session.add(row)
    return row


@cache
def _insert(model: type[Base], names: tuple[str, ...]) -> TextClause:
    table = cast("Table", model.__table__)
    columns = ", ".join(f'"{table.c[name].name}"' for name in names)
    return text(
        f'INSERT INTO "{table.name}" ({columns}) SELECT {columns} '
        f'FROM jsonb_populate_recordset(CAST(NULL AS "{table.name}"), CAST(:rows AS jsonb)) RETURNING id'
    )


@cache
def _defaults(model: type[Base]) -> dict[str, Any]:
    """Return the plain defaults of the table's columns: numbers, words, an empty mapping."""
    table = cast("Table", model.__table__)
    found: dict[str, Any] = {}
    for column in table.columns:
        default = cast("Any", column.default)
        if default is not None and (default.is_scalar or default.is_callable):
            found[column.key] = default.arg if default.is_scalar else default.arg(None)
    return found


def _as_json(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} does not travel as JSON")
