"""Receive the provider's messages: kept raw, once, and answered for at once."""

import json
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import text, update

from marketplace.domains.payments.events import ProviderEventReceived
from marketplace.domains.payments.models import ProviderEvent
from marketplace.domains.payments.provider import Message
from marketplace.foundation.db import session
from marketplace.foundation.outbox import record

OF_PAYMENTS = ("checkout.session.", "payment_intent.")
OF_REFUNDS = ("refund.", "charge.refund.")
OF_DISPUTES = ("charge.dispute.",)
OF_ACCOUNTS = ("account.updated",)
KEEP = text("""
INSERT INTO provider_event (provider, event_id, kind, body, received_at, handled_at, tries)
VALUES ('stripe', :event_id, :kind, CAST(:body AS jsonb), :at, :handled_at, 0)
ON CONFLICT (provider, event_id) DO NOTHING RETURNING id
""")
PASS_BY = text("""
UPDATE provider_event e SET handled_at = :at, tries = e.tries + 1 FROM payment p
WHERE e.id = ANY(CAST(:ids AS bigint[])) AND e.handled_at IS NULL
    AND (e.kind LIKE 'checkout.session.%' OR e.kind LIKE 'payment_intent.%')
    AND p.number = e.body #>> '{data,object,metadata,payment}' AND p.state = 'succeeded'
RETURNING e.id
""")


def receive(*, message: Message, at: datetime) -> bool:
    """Put a message into the inbox; False when it lies there already. Kinds that mean nothing to us end there."""
    means_something = message.kind.startswith(OF_PAYMENTS + OF_REFUNDS + OF_DISPUTES + OF_ACCOUNTS)
    values = {"event_id": message.event_id, "kind": message.kind, "body": json.dumps(message.body), "at": at}
    row_id = session.scalar(KEEP, {**values, "handled_at": None if means_something else at})
    if row_id is None:
        return False
    if means_something:
        record(ProviderEventReceived(row_id), at)
    return True


def pass_by(*, event_ids: Collection[int], at: datetime) -> set[int]:
    """Note which of these messages are about money that we have heard of otherwise, and return them."""
    return set(session.scalars(PASS_BY, {"ids": list(event_ids), "at": at}))


def handled(*, event_id: int, at: datetime) -> None:
    """Note that a message was acted on, or meant nothing to us."""
    session.execute(
        update(ProviderEvent)
        .where(ProviderEvent.id == event_id, ProviderEvent.handled_at.is_(None))
        .values(handled_at=at, tries=ProviderEvent.tries + 1)
    )
