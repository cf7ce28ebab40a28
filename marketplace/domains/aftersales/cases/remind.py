"""Staff are reminded of what they must decide soon, once a case and each time it comes to them."""

from datetime import datetime

from sqlalchemy import select, update

from marketplace.domains.aftersales.cases.deadlines import SOON
from marketplace.domains.aftersales.events import CaseSoonDue
from marketplace.domains.aftersales.models import Case
from marketplace.domains.orders.models import Order
from marketplace.foundation.db import session
from marketplace.foundation.outbox import record_all


def remind_of_cases(*, at: datetime, limit: int) -> int:
    """Tell of cases that are due within two days or overdue, and not told of; return how many. A bank is waited for."""
    waiting = (
        select(Case.id)
        .join(Order, Order.id == Case.order_id)
        .where(
            Case.state == "deciding",
            Case.decide_by <= at + SOON,
            Case.reminded_at.is_(None),
            Order.disputed_at.is_(None),
        )
    )
    once = waiting.order_by(Case.decide_by, Case.id).limit(limit).with_for_update(of=Case, skip_locked=True)
    found = session.scalars(once).all()
    told = update(Case).where(Case.id.in_(found)).values(reminded_at=at)
    session.execute(told.execution_options(synchronize_session=False))
    record_all([CaseSoonDue(case_id) for case_id in found], at)
    return len(found)
