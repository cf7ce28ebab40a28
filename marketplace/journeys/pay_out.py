"""A supplier asks for its money."""

from datetime import datetime

from marketplace.domains.payments.models import Payout
from marketplace.domains.payments.pay_out import intend_payout
from marketplace.foundation.actors import Actor
from marketplace.foundation.money import settlement_currency


def pay_out(
    *, supplier_id: int, amount: int, actor: Actor, at: datetime, replay_key: str | None = None
) -> Payout:
    """Intend a payout of `amount` minor units; the provider is told in a job. A replay returns the same payout.

    Refuses: nothing or less, more than the balance, any payout while the balance is below zero.
    """
    return intend_payout(
        supplier_id=supplier_id,
        amount=amount,
        currency=settlement_currency(),
        actor=actor,
        at=at,
        replay_key=replay_key,
    )
