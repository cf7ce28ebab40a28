"""Book what the provider kept for a charge-back, won or lost, and what it gave back of that."""

from datetime import datetime

from marketplace.domains.payments.models import Chargeback
from marketplace.domains.payments.provider import DisputeSeen
from marketplace.ledger import Account, Line, post


def book_fees(*, chargeback: Chargeback, seen: DisputeSeen, at: datetime) -> None:
    """Post the fee of each movement of a charge-back's money once; its payment is locked.

    The operator bears it: no order and no payee gives anything for it.
    """
    for movement, fee in seen.fees.items():
        lines = [Line(Account.FEES, fee.amount), Line(Account.PROVIDER, -fee.amount)]
        key = f"chargeback_fee:{chargeback.number}:{movement}"
        if post(key, "chargeback_fee", lines, unit=fee.currency, at=at):
            chargeback.fee += fee.amount
