"""Large payouts need two: whoever is paid asks, staff let it go."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from marketplace.domains.payments.models import Payee, Payout
from marketplace.foundation.db import session
from marketplace.foundation.dials import dial
from marketplace.foundation.queues import Question
from marketplace.foundation.text import N_

LARGE_PAYOUT = dial(
    "large_payout_minor",
    5_000_000,
    low=0,
    high=10**12,
    group="payments",
    about=N_(
        "Payouts to one payee above this amount in a day, in minor units, wait until staff let them go."
    ),
)
COUNTED = timedelta(days=1)  # together: many small ones are one large one
BACK = ("failed", "declined")  # their money is on the balance again


def is_large(payee: Payee, amount: int, currency: str, at: datetime) -> bool:
    """Say whether `amount` minor units and what else left for this payee within a day are above the limit."""
    left = select(func.coalesce(func.sum(Payout.amount), 0)).filter_by(**payee.columns, currency=currency)
    lately = left.where(Payout.created_at > at - COUNTED, Payout.state.not_in(BACK))
    return amount + int(session.scalar(lately) or 0) > LARGE_PAYOUT()


def waiting_payouts() -> Question:
    """Return the question how many payouts wait for staff, and since when."""
    return select(func.count(), func.min(Payout.created_at)).where(Payout.state == "asked")
