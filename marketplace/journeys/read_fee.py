"""Ask the provider what it kept of a payment, and book it."""

from datetime import datetime

from marketplace.domains.payments.book_fee import book_fee
from marketplace.domains.payments.models import Payment
from marketplace.domains.payments.provider import ProviderRefused, provider
from marketplace.foundation.db import door, session
from marketplace.foundation.locks import lock_row


def read_fee(*, payment_id: int, at: datetime) -> bool:
    """Book a payment's fee; False while the provider does not tell it.

    Opens its own transactions, with the provider asked between them.
    """
    with door():
        charge = session.get_one(Payment, payment_id).provider_charge
    if charge is None:
        return False
    try:
        seen = provider().look_at_fee(charge)
    except ProviderRefused:
        return False  # a charge it does not know; the check of the books tells of it after a day
    if seen is None:
        return False
    with door():
        payment = lock_row(Payment, payment_id)
        if payment is not None:
            book_fee(payment=payment, seen=seen, at=at)
    return True
