"""Refunds above a limit need two members of staff: one asks, another decides."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from marketplace.domains.aftersales.models import RefundRequest
from marketplace.domains.aftersales.states import REFUND_REQUEST
from marketplace.domains.orders.models import Order
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.dials import dial
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing, Refused
from marketplace.foundation.states import advance
from marketplace.foundation.text import N_

OF_CASES = "case:"  # how the keys begin that stand for a case's verdict
LARGE_REFUND = dial(
    "large_refund_minor",
    200_000,
    low=0,
    high=10**12,
    group="payments",
    about=N_("Refunds by staff above this amount, in minor units, need a second member of staff."),
)


def ask(*, order: Order, amount: int, why: str, key: str, actor: Actor, at: datetime) -> RefundRequest:
    """Write down that a refund is asked for; the same key asks once."""
    session.execute(
        insert(RefundRequest)
        .values(
            order_id=order.id,
            key=key[:40],
            amount=amount,
            currency=order.currency,
            why=why,
            state="asked",
            asked_by=actor.id,
            created_at=at,
        )
        .on_conflict_do_nothing(index_elements=["key"])
    )
    return session.scalars(select(RefundRequest).filter_by(key=key[:40])).one()


def decide(*, request_id: int, approved: bool, actor: Actor, at: datetime) -> RefundRequest | None:
    """Say yes or no to a refund somebody else asked for; None when that was said already.

    Refuses: one's own request; one that was decided otherwise (Stale).
    """
    row = lock_row(RefundRequest, request_id)
    if row is None:
        raise Missing
    if row.asked_by == actor.id:
        raise Refused(N_("You asked for this refund. A colleague decides."))
    if not advance(
        row, REFUND_REQUEST, "approve" if approved else "decline", actor=actor, at=at, why=row.why
    ):
        return None
    row.decided_by, row.decided_at = actor.id, at
    return row


def refuse_of_case(request_id: int) -> None:
    """Refuse a request that stands for a case's verdict, as if it were not there: it is decided with the case."""
    key = session.scalar(select(RefundRequest.key).where(RefundRequest.id == request_id))
    if key is not None and key.startswith(OF_CASES):
        raise Missing


def requests_of(order_id: int) -> Sequence[RefundRequest]:
    """Return the refund requests of an order, newest first."""
    stmt = select(RefundRequest).where(RefundRequest.order_id == order_id)
    return session.scalars(stmt.order_by(RefundRequest.id.desc())).all()


def waiting_requests(limit: int = 50) -> Sequence[Any]:
    """Return the requests nobody has decided, oldest first: rows of a request and its order; cases have their own."""
    stmt = select(RefundRequest, Order).join(Order, Order.id == RefundRequest.order_id)
    waiting = (RefundRequest.state == "asked", ~RefundRequest.key.startswith(OF_CASES))
    stmt = stmt.where(*waiting).order_by(RefundRequest.id).limit(limit)
    return session.execute(stmt).all()
