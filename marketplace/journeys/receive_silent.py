"""Silence means it is right: delivered orders whose claim window passed are received."""

from datetime import datetime

from sqlalchemy import ColumnElement, select

from marketplace.domains.orders.models import Order
from marketplace.domains.orders.receive import receive_all
from marketplace.foundation.actors import SYSTEM
from marketplace.foundation.db import session


def receive_silent(*, limit: int, at: datetime) -> int:
    """Mark up to `limit` delivered orders received, their claim window or the longest hold being over; return how many.

    Orders that somebody is working on are left for the next time, those with a case until it is closed.
    """
    return _receive(Order.claim_until <= at, limit, at) or _receive(Order.hold_until <= at, limit, at)


def _receive(is_due: ColumnElement[bool], limit: int, at: datetime) -> int:
    rows = session.execute(
        select(Order.id, Order.state)
        .where(Order.state == "delivered", Order.frozen_at.is_(None), is_due)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    if rows:
        receive_all(found={row.id: row.state for row in rows}, actor=SYSTEM, at=at)
    return len(rows)
