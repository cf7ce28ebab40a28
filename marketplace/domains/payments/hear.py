"""Hear from the provider where a payment is: the return page, its messages and our sweep all end here."""

from datetime import datetime

from marketplace.domains.payments.events import PaymentSucceeded
from marketplace.domains.payments.models import Payment
from marketplace.domains.payments.provider import PaymentSeen, Session
from marketplace.domains.payments.states import PAYMENT
from marketplace.foundation.actors import PROVIDER, Actor
from marketplace.foundation.outbox import record
from marketplace.foundation.states import advance


def opened(*, payment: Payment, session: Session, expires_at: datetime, actor: Actor, at: datetime) -> str:
    """Keep the page a payment is to be paid on and return its address; the first one kept stays.

    Refuses: a payment that is over (Stale).
    """
    page = {"provider_session": session.id, "pay_url": session.url, "expires_at": expires_at}
    advance(payment, PAYMENT, "open", actor=actor, at=at, values=page)
    return payment.pay_url or session.url


def hear(*, payment: Payment, seen: PaymentSeen, at: datetime, settles: bool = False) -> bool:
    """Move a locked payment to where the provider sees it; True when its money has just arrived.

    Old news and news of another payment change nothing. `settles`: the caller gives the money to its orders in
    this very transaction, so that nobody need be told to.
    """
    if seen.session != payment.provider_session or seen.number != payment.number:
        return False
    if seen.status == "paid" and seen.amount > 0:
        return _succeed(payment, seen, at, settles=settles)
    verb = {"expired": "expire", "failed": "fail"}.get(seen.status)
    if verb and PAYMENT.allows(payment.state, verb):
        advance(payment, PAYMENT, verb, actor=PROVIDER, at=at)
    return False


def _succeed(payment: Payment, seen: PaymentSeen, at: datetime, *, settles: bool) -> bool:
    # What was captured is what counts, even when it is not what was asked: whether it pays for anything is
    # decided when it is settled.
    asked = {"asked": payment.amount, "currency": payment.currency}
    found = {
        "captured": seen.amount,
        "currency": seen.currency,
        "provider_intent": seen.intent,
        "provider_charge": seen.charge,
        "method": seen.method[:20],
        "succeeded_at": at,
    }
    if not advance(payment, PAYMENT, "succeed", actor=PROVIDER, at=at, details=asked, values=found):
        return False
    if not settles:
        record(PaymentSucceeded(payment.id), at)
    return True
