"""A table by stretches of ids, for machines that read all of it: no stretch is found by counting those before."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, TextClause, func, select
from sqlalchemy.orm import InstrumentedAttribute

from marketplace.foundation.db import session

Shown = ColumnElement[bool] | TextClause


def stretches(key: InstrumentedAttribute[int], shown: Shown, *, length: int) -> Sequence[int]:
    """Return the numbers n for which rows of the ids n·length up to the next are shown.

    One statement, with one look into an index for each stretch, whatever stands in it: nothing is counted.
    """
    low, high = (select(end(key) // length).where(shown).scalar_subquery() for end in (func.min, func.max))
    n = func.generate_series(low, high).column_valued("n")
    here = select(key).where(*within(key, shown, n * length, (n + 1) * length))
    return session.scalars(select(n).where(here.limit(1).exists()).order_by(n)).all()


def within(key: InstrumentedAttribute[int], shown: Shown, first: Any, before: Any) -> tuple[Shown, ...]:
    """Return what holds of the rows of one stretch."""
    return shown, key >= first, key < before
