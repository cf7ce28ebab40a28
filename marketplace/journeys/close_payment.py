"""Nobody should pay for what was called off: the provider's page is closed."""

from contextlib import suppress
from datetime import datetime

from marketplace.domains.payments.hear import hear
from marketplace.domains.payments.models import Payment
from marketplace.domains.payments.provider import ProviderRefused, provider
from marketplace.foundation.db import door, session
from marketplace.foundation.locks import lock_row


def close_payment(*, payment_id: int, at: datetime) -> None:
    """Close the page of a payment nothing wants any more; one that was paid meanwhile is heard of instead.

    Opens its own transactions, with the provider asked between them.
    """
    with door():
        payment = session.get(Payment, payment_id)
        if payment is None or payment.state != "opened" or payment.provider_session is None:
            return
        asked = payment.provider_session
    with suppress(ProviderRefused):  # it is no longer open: paid or expired, as we are about to see
        provider().expire_session(asked)
    seen = provider().look_at(asked)
    with door():
        payment = lock_row(Payment, payment_id)
        if payment is not None:
            hear(payment=payment, seen=seen, at=at)
