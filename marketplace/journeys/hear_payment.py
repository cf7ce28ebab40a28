"""Ask the provider where a payment is, and believe it."""

import logging
from datetime import datetime

from marketplace.domains.payments.hear import hear
from marketplace.domains.payments.models import Payment
from marketplace.domains.payments.provider import PaymentSeen, ProviderRefused, provider
from marketplace.foundation.db import door, session
from marketplace.foundation.locks import lock_row
from marketplace.journeys.settle_payment import settle

log = logging.getLogger("payments")


def hear_payment(*, payment_id: int, at: datetime) -> bool:
    """Move a payment to where the provider sees it and give its money to its orders; True when the money is there.

    The return page, a message and the sweep may all ask at once: the row's lock lets one of them win and the
    others find it done. Opens its own transactions, with the provider asked between them.
    """
    with door():
        payment = session.get(Payment, payment_id)
        if payment is None or payment.state == "succeeded" or payment.provider_session is None:
            return payment is not None and payment.state == "succeeded"
        asked, number, expires_at = payment.provider_session, payment.number, payment.expires_at
    try:
        seen = provider().look_at(asked)
    except ProviderRefused:
        if at <= expires_at:
            raise
        seen = PaymentSeen(asked, number, "expired")  # it forgot a page that nobody could pay on any more
    return believe(payment_id=payment_id, seen=seen, at=at)


def believe(*, payment_id: int, seen: PaymentSeen, at: datetime) -> bool:
    """Write down what the provider said of a payment and settle it, at once; True when its money is there.

    News that money came is not lost over orders that will not take it just now: the payments worker tries again.
    """
    try:
        with door():
            return _written(payment_id, seen, at, settles=True)
    except Exception:
        log.exception("payment %s was heard of and could not be settled", payment_id)
    with door():
        return _written(payment_id, seen, at, settles=False)


def _written(payment_id: int, seen: PaymentSeen, at: datetime, *, settles: bool) -> bool:
    payment = lock_row(Payment, payment_id)
    if payment is None:
        return False
    if hear(payment=payment, seen=seen, at=at, settles=settles) and settles:
        settle(payment=payment, at=at)
    return payment.state == "succeeded"
