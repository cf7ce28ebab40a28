"""Payments, refunds, payouts and the provider's messages as staff look through them."""

from typing import Any

from sqlalchemy import func, or_, select

from marketplace.domains.payments.models import Payment, Payout, ProviderEvent, Refund
from marketplace.domains.payments.states import PAYMENT, PAYOUT, REFUND
from marketplace.foundation.db import session
from marketplace.foundation.paging import Page, paginate
from marketplace.foundation.queues import Question
from marketplace.foundation.refusals import Missing

TABLES: dict[str, tuple[Any, Any, tuple[Any, ...]]] = {
    "payments": (
        Payment,
        PAYMENT,
        (
            Payment.number,
            Payment.reference,
            Payment.provider_session,
            Payment.provider_intent,
            Payment.provider_charge,
        ),
    ),
    "refunds": (Refund, REFUND, (Refund.number, Refund.reference, Refund.provider_refund)),
    "payouts": (Payout, PAYOUT, (Payout.number, Payout.provider_transfer)),
}


def find_money(
    what: str, *, q: str = "", state: str = "", cursor: str | None = None, size: int = 30
) -> Page[Any]:
    """Return a page of payments, refunds or payouts, newest first; `q` is a whole number or provider's id."""
    model, table, names = TABLES[what]
    stmt, words = select(model), q.strip()
    if words:
        stmt = stmt.where(or_(*(column.in_([words, words.upper()]) for column in names)))
    if state in table.states:
        stmt = stmt.where(model.state == state)
    return paginate(stmt, keys=[(model.id, "desc")], cursor=cursor, size=size)


def messages(
    *, q: str = "", waiting: bool = False, cursor: str | None = None, size: int = 30
) -> Page[ProviderEvent]:
    """Return a page of the provider's messages, newest first; `waiting`: those not handled."""
    stmt = select(ProviderEvent)
    if q.strip():
        stmt = stmt.where(or_(ProviderEvent.event_id == q.strip(), ProviderEvent.kind == q.strip()))
    if waiting:
        stmt = stmt.where(ProviderEvent.handled_at.is_(None))
    return paginate(stmt, keys=[(ProviderEvent.id, "desc")], cursor=cursor, size=size)


def get_message(message_id: int) -> ProviderEvent:
    """Return one message of the provider. Refuses: one that does not exist."""
    found = session.get(ProviderEvent, message_id)
    if found is None:
        raise Missing
    return found


def get_payout(payout_id: int) -> Payout:
    """Return one payout. Refuses: one that does not exist."""
    found = session.get(Payout, payout_id)
    if found is None:
        raise Missing
    return found


def failed(what: str) -> Question:
    """Return the question how many refunds or payouts failed, and when the oldest of them was made."""
    model = TABLES[what][0]
    stmt: Question = select(func.count(), func.min(model.created_at)).where(model.state == "failed")
    if what == "payouts":
        # The money is back on the balance; a month later nobody needs to look any more.
        stmt = stmt.where(model.created_at > func.now() - func.make_interval(0, 0, 0, 30))
    return stmt
