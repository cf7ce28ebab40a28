"""What is listed or on its way follows a recall that begins or ends, a window of rows at a time."""

from datetime import datetime

from sqlalchemy import func, select

from marketplace.domains.catalog.models import Product
from marketplace.domains.listings.models import Listing, Recall
from marketplace.domains.listings.recalls.follow import WINDOW, covers, let_back, take_recalled
from marketplace.domains.orders.events import OrderRecalled
from marketplace.domains.orders.models import Order, OrderLine
from marketplace.foundation.db import door, session
from marketplace.foundation.outbox import record_all

UNDER_WAY = ("placed", "paid", "accepted", "shipped")


def follow_recall(*, recall_id: int, at: datetime) -> None:
    """Take what a recall covers off the shelf and warn who is buying it; or, where it has ended, tell the sellers.

    Opens its own transactions. Harmless when repeated, and stops when the recall changes its mind on the way.
    """
    holds = None
    for step in (_shelve, _warn):
        after: int | None = 0
        while after is not None:
            with door():
                recall = session.get(Recall, recall_id)
                if recall is None or holds not in (None, recall.ended_at is None):
                    return
                holds = recall.ended_at is None
                after = step(recall, after, at)


def _shelve(recall: Recall, after: int, at: datetime) -> int | None:
    step = take_recalled if recall.ended_at is None else let_back
    return step(recall=recall, after=after, at=at)


def _warn(recall: Recall, after: int, at: datetime) -> int | None:
    """Tell of each order under way with the model in it, among the next lines; return how far, None at the end."""
    if recall.ended_at is not None:
        return None
    brand = func.coalesce(Product.brand, Listing.brand, "").label("brand")
    model = func.coalesce(Product.model, Listing.model, "").label("model")
    lines = (
        select(OrderLine.id, OrderLine.order_id, brand, model)
        .join(Order, Order.id == OrderLine.order_id)
        .outerjoin(Product, Product.id == OrderLine.product_id)
        .outerjoin(Listing, Listing.id == OrderLine.listing_id)
        .where(OrderLine.id > after, Order.state.in_(UNDER_WAY))
    )
    rows = session.execute(lines.order_by(OrderLine.id).limit(WINDOW)).all()
    found = {row.order_id for row in rows if covers([recall], row)}
    record_all([OrderRecalled(order_id, recall.id) for order_id in sorted(found)], at)
    return rows[-1].id if len(rows) == WINDOW else None
