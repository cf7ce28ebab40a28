"""Open a conversation about one thing, and note when its two have a deal."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from marketplace.domains.messaging.block import refuse_if_blocked
from marketplace.domains.messaging.models import Conversation
from marketplace.foundation.db import session
from marketplace.foundation.ids import new_number
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_


def open_conversation(*, subject: str, buyer_id: int, seller_id: int, at: datetime) -> Conversation:
    """Return the conversation of these two about `subject`, opened now if there is none.

    Refuses: writing to oneself; where one has blocked the other.
    """
    if buyer_id == seller_id:
        raise Refused(N_("This is your own listing."))
    refuse_if_blocked(buyer_id, seller_id)
    values = {"number": new_number("M"), "subject": subject, "buyer_id": buyer_id, "seller_id": seller_id}
    starts = {"last_id": 0, "last_at": at, "buyer_read": 0, "seller_read": 0, "created_at": at}
    written = insert(Conversation).values(**values, **starts)
    session.execute(written.on_conflict_do_nothing(index_elements=["subject", "buyer_id"]))
    return session.scalars(
        select(Conversation).where(Conversation.subject == subject, Conversation.buyer_id == buyer_id)
    ).one()


def note_deal(*, subject: str, buyer_id: int, at: datetime) -> None:
    """Show each other's contacts from now on: the two have a deal."""
    session.execute(
        update(Conversation)
        .where(
            Conversation.subject == subject,
            Conversation.buyer_id == buyer_id,
            Conversation.dealt_at.is_(None),
        )
        .values(dealt_at=at)
    )
