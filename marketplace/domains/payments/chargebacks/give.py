"""What a bank gave a buyer counts as refunded: the same rows and postings, done the moment they are written."""

from datetime import datetime

from sqlalchemy import select

from marketplace.domains.payments.models import Chargeback, Payment, Refund
from marketplace.domains.payments.provider import RefundSeen
from marketplace.domains.payments.refund import Source, conclude_refund, intend_refund, key_of
from marketplace.domains.payments.states import REFUND
from marketplace.foundation.actors import SYSTEM
from marketplace.foundation.db import session
from marketplace.foundation.states import advance
from marketplace.ledger import Account, Line, post


def give_part(
    *, chargeback: Chargeback, payment: Payment, reference: str, amount: int, source: Source, at: datetime
) -> None:
    """Write down the part of a lost charge-back that one order gives; `source` is its hold or its payee."""
    refund = intend_refund(
        payment=payment,
        reference=reference,
        reason=f"chargeback:{chargeback.id}",
        amount=amount,
        source=source,
        at=at,
    )
    if refund is None:
        raise RuntimeError("a charge-back took money that it had taken before")
    _done(refund, chargeback, at)


def give_rest(*, chargeback: Chargeback, payment: Payment, amount: int, at: datetime) -> None:
    """Let the rest, which no order has, pay for refunds that had not left yet: the buyer has that money now.

    What is left even then stands against the payment, where the check of the books finds it.
    """
    waiting = select(Refund).where(Refund.payment_id == payment.id, Refund.state != "done")
    for refund in session.scalars(waiting.order_by(Refund.id).with_for_update()):
        if refund.amount <= amount:
            if refund.state == "failed":
                advance(refund, REFUND, "retry", actor=SYSTEM, at=at)
            _done(refund, chargeback, at)
            amount -= refund.amount
    lines = [Line(Account.UNPLACED, amount, payment.id), Line(Account.PROVIDER, -amount)]
    post(f"chargeback_rest:{chargeback.number}", "chargeback_rest", lines, unit=payment.currency, at=at)


def _done(refund: Refund, chargeback: Chargeback, at: datetime) -> None:
    name = f"{chargeback.provider_dispute}/{refund.number}"
    conclude_refund(refund=refund, seen=RefundSeen(name, key_of(refund), "done"), at=at)
