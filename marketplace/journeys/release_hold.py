"""A received order's hold is released: to its supplier, less the commission fixed when it was placed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select

from marketplace.domains.orders.models import Order
from marketplace.domains.orders.receive import complete_all, share_out
from marketplace.foundation.actors import SYSTEM
from marketplace.foundation.db import session
from marketplace.ledger import Account, Entry, Line, post_all


def release_hold(*, order_id: int, at: datetime) -> bool:
    """Release one received order's hold; False when there is nothing to release."""
    return release_these(order_ids=[order_id], at=at) == 1


def release_these(*, order_ids: Sequence[int], at: datetime) -> int:
    """Release the holds of those of these orders that are received; return how many."""
    return _release(_received().where(Order.id.in_(order_ids)).order_by(Order.id).with_for_update(), at)


def release_due(*, limit: int, at: datetime) -> int:
    """Release the holds of up to `limit` received orders, oldest first; return how many.

    Orders that somebody is working on are left for the next time.
    """
    return _release(_received().order_by(Order.id).limit(limit).with_for_update(skip_locked=True), at)


def _received() -> Select[Any]:
    columns: list[Any] = [Order.id, Order.number, Order.supplier_id, Order.currency]
    amounts: list[Any] = [Order.total, Order.refunded, Order.commission]
    return select(*columns, *amounts).where(Order.state == "received")


def _release(stmt: Select[Any], at: datetime) -> int:
    rows = session.execute(stmt).all()
    if not rows:
        return 0
    credited: dict[int, int] = {}
    entries: dict[str, list[Entry]] = {}
    for row in rows:
        part, earned = share_out(total=row.total, refunded=row.refunded, commission=row.commission)
        credited[row.id] = part
        entries.setdefault(row.currency, []).append(_entry(row, part, earned))
    complete_all(credited=credited, actor=SYSTEM, at=at)
    for currency, same in entries.items():
        _post(same, currency, at)
    return len(rows)


def _entry(row: Row[Any], part: int, earned: int) -> Entry:
    lines = [
        Line(Account.HOLD, part + earned, row.id),
        Line(Account.SUPPLIER, -part, row.supplier_id),
        Line(Account.COMMISSION, -earned),
    ]
    return Entry(f"release:{row.number}", lines)


def _post(entries: Sequence[Entry], currency: str, at: datetime) -> None:
    if post_all("release", entries, unit=currency, at=at) != len(entries):
        raise RuntimeError("a hold was released that had been released before")
