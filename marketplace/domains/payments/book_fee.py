"""Book what the provider kept of a payment: it has that much less of ours, and we paid it for its work."""

from datetime import datetime

from marketplace.domains.payments.models import Payment
from marketplace.domains.payments.provider import FeeSeen
from marketplace.ledger import Account, Line, post


def book_fee(*, payment: Payment, seen: FeeSeen, at: datetime) -> bool:
    """Keep a locked payment's fee and post it, once; False when it is booked already. Nothing moves for nothing."""
    if payment.fee is not None:
        return False
    payment.fee = seen.amount
    lines = [Line(Account.FEES, seen.amount), Line(Account.PROVIDER, -seen.amount)]
    return post(f"fee:{payment.number}", "fee", lines, unit=seen.currency, at=at)
