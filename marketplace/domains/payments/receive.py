"""Receive the provider's messages: kept raw, once, and answered for at once."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from marketplace.domains.payments.events import ProviderEventReceived
from marketplace.domains.payments.models import ProviderEvent
from marketplace.domains.payments.provider import Message
from marketplace.foundation.db import session
from marketplace.foundation.outbox import record


def receive(*, message: Message, at: datetime) -> bool:
    """Put a message into the inbox; False when it lies there already."""
    row_id = session.scalar(
        insert(ProviderEvent)
        .values(
            provider="stripe",
            event_id=message.event_id,
            kind=message.kind,
            body=dict(message.body),
            received_at=at,
        )
        .on_conflict_do_nothing(index_elements=["provider", "event_id"])
        .returning(ProviderEvent.id)
    )
    if row_id is None:
        return False
    record(ProviderEventReceived(row_id), at)
    return True


def handled(*, event_id: int, at: datetime) -> None:
    """Note that a message was acted on, or meant nothing to us."""
    session.execute(
        update(ProviderEvent)
        .where(ProviderEvent.id == event_id, ProviderEvent.handled_at.is_(None))
        .values(handled_at=at, tries=ProviderEvent.tries + 1)
    )
