"""Two thirds of a deadline have passed: whoever it is for is reminded, once."""

from datetime import datetime

from sqlalchemy import select, update

from marketplace.domains.orders.events import OrderReminderDue
from marketplace.domains.orders.models import Order
from marketplace.foundation.db import session
from marketplace.foundation.outbox import record_all

WHAT = {"paid": "accept", "accepted": "ship", "delivered": "claim"}


def remind_due(*, limit: int, at: datetime) -> int:
    """Raise the reminders of up to `limit` orders that are due; return how many orders were looked at."""
    rows = session.execute(
        select(Order.id, Order.state)
        .where(Order.remind_at <= at)
        .order_by(Order.remind_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    if rows:
        session.execute(
            update(Order)
            .where(Order.id.in_([row.id for row in rows]))
            .values(remind_at=None)
            .execution_options(synchronize_session=False)
        )
        record_all([OrderReminderDue(row.id, WHAT[row.state]) for row in rows if row.state in WHAT], at)
    return len(rows)
