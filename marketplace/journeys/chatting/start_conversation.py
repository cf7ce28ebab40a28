"""Somebody writes to a seller about a listing for the first time."""

from datetime import datetime

from sqlalchemy import select

from marketplace.domains.listings.models import Listing
from marketplace.domains.listings.states import PUBLIC
from marketplace.domains.messaging.models import Conversation
from marketplace.domains.messaging.open import note_deal, open_conversation
from marketplace.domains.orders.models import Order, OrderLine
from marketplace.domains.support.withhold import refuse_withheld
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Missing


def start_conversation(*, listing_number: str, buyer_id: int, at: datetime) -> Conversation:
    """Return the conversation of a buyer and a listing's seller, opened now if there is none.

    Refuses: a listing that others do not see; one's own; where one has blocked the other; too many strikes.
    """
    found = session.scalars(
        select(Listing).where(Listing.number == listing_number, Listing.state.in_(PUBLIC))
    ).one_or_none()
    if found is None:
        raise Missing
    subject, dealt = f"listing:{found.id}", _has_paid(found.id, buyer_id)
    if not dealt:
        refuse_withheld(buyer_id, at)
    opened = open_conversation(subject=subject, buyer_id=buyer_id, seller_id=found.seller_id, at=at)
    if opened.dealt_at is None and dealt:
        note_deal(subject=subject, buyer_id=buyer_id, at=at)
        session.refresh(opened)
    return opened


def _has_paid(listing_id: int, buyer_id: int) -> bool:
    paid = select(Order.id).join(OrderLine, OrderLine.order_id == Order.id)
    paid = paid.where(OrderLine.listing_id == listing_id, Order.buyer_id == buyer_id)
    return session.scalar(paid.where(Order.paid_at.is_not(None)).limit(1)) is not None
