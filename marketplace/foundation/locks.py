"""Locks: what you make scarcer, sorted, once, late, before the check."""

from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import func, inspect, select

from marketplace.foundation.db import session

Row = TypeVar("Row")


def lock_rows(model: type[Row], ids: Iterable[int]) -> list[Row]:
    """Lock the rows in key order, so that two who need the same rows never wait for each other in a ring."""
    key = inspect(model).primary_key[0]
    return list(
        session.scalars(
            select(model)
            .where(key.in_(sorted(set(ids))))
            .order_by(key)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )


def lock_row(model: type[Row], row_id: int) -> Row | None:
    """Lock one row and read it afresh."""
    found = lock_rows(model, [row_id])
    return found[0] if found else None


def lock_name(name: str) -> None:
    """Hold an advisory lock on a name until the transaction ends, for things that have no row yet."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))
