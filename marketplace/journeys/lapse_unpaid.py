"""Orders nobody paid in time give back what was kept for them."""

from datetime import datetime

from sqlalchemy import select

from marketplace.domains.inventory.free import free
from marketplace.domains.listings.dealing.reserve import for_order
from marketplace.domains.listings.dealing.reserve import free as free_listings
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.pay import lapse
from marketplace.domains.payments.models import Payment
from marketplace.domains.payments.states import PAYMENT
from marketplace.foundation.actors import SYSTEM
from marketplace.foundation.db import session
from marketplace.foundation.states import advance_all


def lapse_unpaid(*, limit: int, at: datetime) -> int:
    """Let up to `limit` orders whose time to pay is over lapse, oldest first; return how many.

    Orders that somebody is working on (a payment arriving just now) are left for the next time.
    """
    due = session.scalars(
        select(Order)
        .where(Order.state == "placed", Order.pay_by <= at)
        .order_by(Order.pay_by)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    lapsed = [order for order in due if lapse(order=order, actor=SYSTEM, at=at)]
    for order in lapsed:
        if order.supplier_id is not None:
            free(holder=order.number)
    free_listings(holders=[for_order(order.number) for order in lapsed if order.seller_id is not None], at=at)
    return len(due)


def expire_unstarted(*, limit: int, at: datetime) -> int:
    """Close up to `limit` payments nobody went to pay in time; return how many. The provider knows nothing of them."""
    found = session.execute(
        select(Payment.id, Payment.state)
        .where(Payment.state == "intended", Payment.expires_at <= at)
        .order_by(Payment.expires_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    states = {row.id: row.state for row in found}
    advance_all(Payment, PAYMENT, "expire", states, actor=SYSTEM, at=at)
    return len(states)
