"""How long several queues are and since when, asked together."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, TextClause, func, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from marketplace.foundation.db import session

Name = TypeVar("Name", bound=str)
Length = tuple[int, datetime | None]  # how many wait, and since when the first of them
Question = Select[int, Any]
MOST_COUNTED = 1000  # who sees that more wait knows enough


def lengths(questions: Mapping[Name, Question]) -> dict[Name, Length]:
    """Return each queue's length, all in one statement; a question counts rows and says when the first came."""
    if not questions:
        return {}
    asked = [stmt.add_columns(literal(name).label("name")) for name, stmt in questions.items()]
    found = {row.name: (int(row[0]), row[1]) for row in session.execute(union_all(*asked))}
    return {name: found[name] for name in questions}


def waiting(since: InstrumentedAttribute[Any], *which: ColumnElement[bool] | TextClause) -> Question:
    """Return the question how many such rows wait, counted up to 1,001, and since when the first of them."""
    some = select(since.label("since")).where(*which).order_by(since).limit(MOST_COUNTED + 1).subquery()
    return select(func.count(), func.min(some.c.since))
