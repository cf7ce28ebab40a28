"""A paid second-hand order is a deal: its two may now tell each other how to be reached."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from marketplace.domains.messaging.open import note_deal
from marketplace.domains.orders.models import Order, OrderLine
from marketplace.foundation.db import session


def show_contacts(*, order_ids: Sequence[int], at: datetime) -> None:
    """Note the deal in the conversations about these orders' listings."""
    rows = session.execute(
        select(OrderLine.listing_id, Order.buyer_id)
        .join(Order, Order.id == OrderLine.order_id)
        .where(Order.id.in_(order_ids), OrderLine.listing_id.is_not(None))
    )
    for row in rows.all():
        note_deal(subject=f"listing:{row.listing_id}", buyer_id=row.buyer_id, at=at)
