"""A second-hand order's money was released: its seller's record grows, and the unit has a new owner."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from marketplace.domains.inventory.units.pass_on import pass_on
from marketplace.domains.listings.dealing.count_sold import count_sold
from marketplace.domains.listings.dealing.reserve import for_order
from marketplace.domains.listings.models import Listing
from marketplace.domains.orders.events import OrderCompleted
from marketplace.domains.orders.models import Order, OrderLine
from marketplace.foundation.db import session


def complete_sales(facts: Sequence[OrderCompleted], at: datetime) -> None:
    """Count the sales among these orders, and write them into the histories of their units."""
    who = (Order.number, Order.buyer_id, Order.seller_id)
    what = (Listing.unit_id, Listing.reserved_for, OrderLine.unit_price)
    rows = session.execute(
        select(*who, *what)
        .join(OrderLine, OrderLine.order_id == Order.id)
        .join(Listing, Listing.id == OrderLine.listing_id)
        .where(Order.id.in_([fact.order_id for fact in facts]), Order.seller_id.is_not(None))
        .order_by(Order.id)
    ).all()
    count_sold(seller_ids=[row.seller_id for row in rows])
    for row in rows:
        # What came back in a case before anybody told of the sale is not passed on any more.
        if row.unit_id is not None and row.reserved_for == for_order(row.number):
            pass_on(
                unit_id=row.unit_id,
                owner_id=row.buyer_id,
                order_number=row.number,
                price=row.unit_price,
                at=at,
            )
