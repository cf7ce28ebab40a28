"""Intend a payment: the row comes first, the provider hears of it later."""

from datetime import datetime

from marketplace.domains.payments.models import Payment
from marketplace.foundation.ids import new_number
from marketplace.foundation.rows import insert_row


def intend(
    *, reference: str, payer_id: int, amount: int, currency: str, expires_at: datetime, at: datetime
) -> Payment:
    """Write a person's intent to pay `amount` minor units for `reference`; one reference is paid once.

    Refuses: nothing; an amount of nothing or a second intent for a reference breaks a constraint.
    """
    return insert_row(
        Payment,
        {
            "number": new_number("P"),
            "reference": reference,
            "payer_id": payer_id,
            "amount": amount,
            "currency": currency,
            "expires_at": expires_at,
            "created_at": at,
        },
    )
