"""What a supplier sold lately, and what is kept for it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, union_all

from marketplace.domains.orders.models import Order
from marketplace.domains.orders.states import HOLDING
from marketplace.foundation.db import session

CHART_DAYS = 30


@dataclass(frozen=True, slots=True)
class Held:
    """What a supplier's open orders will bring, minor units, and how many there are."""

    orders: int
    amount: int


def held_for_supplier(supplier_id: int) -> Held:
    """Return what is held for a supplier's open orders, less commission."""
    row = session.execute(
        select(
            func.count(), func.coalesce(func.sum(Order.total - Order.refunded - Order.commission), 0)
        ).where(Order.supplier_id == supplier_id, Order.state.in_(HOLDING))
    ).one()
    return Held(int(row[0]), int(row[1]))


def sales_by_day(
    supplier_id: int, *, until: datetime, zone: str, days: int = CHART_DAYS
) -> list[tuple[date, int]]:
    """Return (day, minor units paid and kept) for the last `days` days in a time zone, also where nothing sold."""
    last = until.astimezone(ZoneInfo(zone)).date()
    first = last - timedelta(days=days - 1)
    since = datetime(first.year, first.month, first.day, tzinfo=ZoneInfo(zone))
    day = func.date(func.timezone(zone, Order.paid_at)).label("day")
    rows = session.execute(
        select(day, func.sum(Order.total - Order.refunded))
        .where(Order.supplier_id == supplier_id, Order.paid_at >= since)
        .group_by(day)
    )
    sold: dict[date, int] = {when: int(amount) for when, amount in rows}
    return [(when, sold.get(when, 0)) for when in (first + timedelta(days=n) for n in range(days))]


def most_urgent(supplier_id: int, *, limit: int = 5) -> dict[str, list[Order]]:
    """Return by state (paid, accepted) the first few bare orders that wait in it, the most urgent first."""
    due = {"paid": Order.accept_by, "accepted": Order.ship_by}
    waiting = (
        select(Order.id.label("id"), by.label("due"))
        .where(Order.supplier_id == supplier_id, Order.state == state)
        .order_by(by, Order.id)
        .limit(limit)
        .subquery()
        for state, by in due.items()
    )
    first = union_all(*(select(one) for one in waiting)).subquery()
    rows = session.scalars(select(Order).join(first, first.c.id == Order.id).order_by(first.c.due, Order.id))
    found: dict[str, list[Order]] = {state: [] for state in due}
    for order in rows:
        found[order.state].append(order)
    return found
