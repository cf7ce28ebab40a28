"""Ask the provider where a payment is, and believe it."""

from datetime import datetime

from marketplace.domains.payments.hear import hear
from marketplace.domains.payments.models import Payment
from marketplace.domains.payments.provider import PaymentSeen, ProviderRefused, provider
from marketplace.foundation.db import door, session
from marketplace.foundation.locks import lock_row


def hear_payment(*, payment_id: int, at: datetime) -> bool:
    """Move a payment to where the provider sees it; True when its money is there, just now or before.

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
    with door():
        payment = lock_row(Payment, payment_id)
        return payment is not None and (
            hear(payment=payment, seen=seen, at=at) or payment.state == "succeeded"
        )
