"""A supplier, or a second-hand seller, asks for their money."""

from datetime import datetime

from marketplace.domains.orders.reading.payees import lock_payee
from marketplace.domains.payments.models import Payee, Payout
from marketplace.domains.payments.payouts.pay_out import intend_payout
from marketplace.domains.suppliers.models import Supplier
from marketplace.foundation.actors import Actor
from marketplace.foundation.money import settlement_currency
from marketplace.foundation.text import N_
from marketplace.ledger import Account

SAID = {
    "asked": N_("It is a large one: Coolspot looks at it first, and then it is on its way."),
    "intended": N_("The payout is on its way. It usually takes a working day."),
}


def pay_out(
    *, supplier_id: int, amount: int, actor: Actor, at: datetime, replay_key: str | None = None
) -> Payout:
    """Intend a payout of `amount` minor units; the provider is told in a job. A replay returns the same payout.

    Refuses: nothing or less, more than the balance, any payout while the balance is below zero, or before the
    supplier's account at the provider can be paid.
    """
    return _intend(Payee(Account.SUPPLIER, supplier_id), amount, replay_key, actor=actor, at=at)


def pay_seller(
    *, seller_id: int, amount: int, actor: Actor, at: datetime, replay_key: str | None = None
) -> Payout:
    """Intend a payout of `amount` minor units to a second-hand seller; replays and refusals as for suppliers."""
    return _intend(Payee(Account.SELLER, seller_id), amount, replay_key, actor=actor, at=at)


def _intend(payee: Payee, amount: int, replay_key: str | None, *, actor: Actor, at: datetime) -> Payout:
    # The lock comes before the look: of two payouts at once the second sees what the first left.
    row = lock_payee(payee)
    return intend_payout(
        connected=not isinstance(row, Supplier) or row.payouts_enabled,
        payee=payee,
        rests=row.state != "active",
        amount=amount,
        currency=settlement_currency(),
        actor=actor,
        at=at,
        replay_key=replay_key,
    )
