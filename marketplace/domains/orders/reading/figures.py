"""Figures about all orders, for those who run the house."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select

from marketplace.domains.orders.models import Order
from marketplace.domains.orders.reading.find import DUE, is_late
from marketplace.domains.orders.states import HOLDING
from marketplace.foundation.db import session
from marketplace.foundation.queues import Question


def held() -> int:
    """Return what buyers' orders hold now, in minor units."""
    stmt = select(func.coalesce(func.sum(Order.total - Order.refunded), 0)).where(Order.state.in_(HOLDING))
    return int(session.scalar(stmt) or 0)


def by_day(since: datetime, *, zone: str) -> Sequence[Any]:
    """Return a row for each day since then that saw orders: `day`, `orders`, `paid`, `released` and `commission`.

    Money in minor units, of the orders placed that day; days as the house's zone counts them.
    """
    day = func.date(func.timezone(zone, Order.placed_at)).label("day")
    done, paid = Order.state == "completed", Order.paid_at.is_not(None)
    left = Order.total - Order.refunded
    earned = func.least(Order.commission, left)
    stmt = select(
        day,
        func.count().label("orders"),
        func.coalesce(func.sum(case((paid, left))), 0).label("paid"),
        func.coalesce(func.sum(case((done, left - earned))), 0).label("released"),
        func.coalesce(func.sum(case((done, earned))), 0).label("commission"),
    )
    return session.execute(stmt.where(Order.placed_at >= since).group_by(day).order_by(day)).all()


def late() -> Question:
    """Return the question how many orders are past a promise and not dealt with, and since when the oldest is."""
    oldest = func.min(case(*((Order.state == state, column) for state, column in DUE)))
    return select(func.count(), oldest).where(is_late())
