"""A received order's hold is released: to supplier or seller, less the commission fixed when it was placed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select

from marketplace.domains.orders.models import Order
from marketplace.domains.orders.receive import Shares, complete_all, share_out
from marketplace.domains.payments.models import named
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
    columns: list[Any] = [Order.id, Order.number, Order.supplier_id, Order.seller_id, Order.currency]
    amounts: list[Any] = [Order.total, Order.refunded, Order.commission, Order.services]
    return select(*columns, *amounts).where(Order.state == "received", Order.frozen_at.is_(None))


def _release(stmt: Select[Any], at: datetime) -> int:
    rows = session.execute(stmt).all()
    if not rows:
        return 0
    credited: dict[int, int] = {}
    entries: dict[str, list[Entry]] = {}
    for row in rows:
        shares = share_out(
            total=row.total, refunded=row.refunded, commission=row.commission, services=row.services
        )
        credited[row.id] = shares.payee
        entries.setdefault(row.currency, []).append(_entry(row, shares))
    complete_all(credited=credited, actor=SYSTEM, at=at)
    for currency, same in entries.items():
        _post(same, currency, at)
    return len(rows)


def _entry(row: Row[Any], shares: Shares) -> Entry:
    payee = named(supplier_id=row.supplier_id, seller_id=row.seller_id)
    lines = [
        Line(Account.HOLD, sum(shares), row.id),
        Line(payee.account, -shares.payee, payee.party),
        Line(Account.COMMISSION, -shares.commission),
        Line(Account.SERVICES, -shares.services),
    ]
    return Entry(f"release:{row.number}", lines)


def _post(entries: Sequence[Entry], currency: str, at: datetime) -> None:
    if post_all("release", entries, unit=currency, at=at) != len(entries):
        raise RuntimeError("a hold was released that had been released before")
