"""A large payout is let go, or kept here."""

from datetime import datetime

from marketplace.domains.payments.events import PayoutDeclined, PayoutIntended
from marketplace.domains.payments.models import Payout, payee_of
from marketplace.domains.payments.payouts.pay_out import LONGEST_ERROR, put_back
from marketplace.domains.payments.states import PAYOUT
from marketplace.foundation.actors import Actor
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Refused
from marketplace.foundation.states import advance
from marketplace.foundation.text import N_
from marketplace.ledger import credit_balance


def approve_payout(*, payout: Payout, rests: bool, actor: Actor, at: datetime) -> None:
    """Let a large payout go; a replay does nothing.

    Refuses: one that was declined; any while its payee's balance is below zero, or it `rests` because they are
    suspended.
    """
    if payout.state == "asked":
        payee = payee_of(payout)
        if rests or credit_balance(payee.account, payee.party, unit=payout.currency) < 0:
            raise Refused(N_("They are suspended or their balance is below zero: this payout cannot go."))
    if advance(payout, PAYOUT, "approve", actor=actor, at=at):
        record(PayoutIntended(payout.id), at)


def decline_payout(*, payout: Payout, why: str, actor: Actor, at: datetime) -> None:
    """Put a large payout back on its payee's balance; a replay does nothing. Refuses: one that was let go."""
    if advance(payout, PAYOUT, "decline", actor=actor, at=at, why=why):
        payout.error = why[:LONGEST_ERROR]
        put_back(payout, at)
        record(PayoutDeclined(payout.id), at)
