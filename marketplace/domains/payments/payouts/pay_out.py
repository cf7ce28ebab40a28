"""Pay suppliers and sellers out: never more than their balance, and back on it when the provider refuses."""

from datetime import datetime

from sqlalchemy import select

from marketplace.domains.payments.events import PayoutDone, PayoutFailed, PayoutIntended
from marketplace.domains.payments.models import Payee, Payout, payee_of
from marketplace.domains.payments.payouts.large import is_large
from marketplace.domains.payments.states import PAYOUT
from marketplace.foundation.actors import PROVIDER, Actor
from marketplace.foundation.db import session
from marketplace.foundation.ids import new_number
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Refused
from marketplace.foundation.states import advance
from marketplace.foundation.text import N_
from marketplace.ledger import Account, Line, credit_balance, post

LONGEST_ERROR = 500


def intend_payout(
    *,
    payee: Payee,
    rests: bool,
    amount: int,
    currency: str,
    actor: Actor,
    at: datetime,
    replay_key: str | None = None,
    connected: bool = True,
) -> Payout:
    """Take `amount` minor units off the balance of a payee, whose row is locked, and onto the way to their account.

    The same `replay_key` again returns the payout it made. Refuses: nothing or less; more than the balance, which
    may itself be below nothing; any while it `rests` because the payee is suspended: what is looked into stays here;
    any while they are not `connected`: there is nowhere to send it. A large one waits for a second pair of eyes.
    """
    if known := _made_by(payee, replay_key):
        return known
    if not connected:
        raise Refused(N_("Connect your account at the payment provider first: payouts go there."))
    _refuse(payee, amount, currency, rests=rests)
    large = is_large(payee, amount, currency, at)
    payout = Payout(
        number=new_number("T"),
        amount=amount,
        currency=currency,
        asked_by=actor.id,
        replay_key=replay_key,
        created_at=at,
        **payee.columns,
    )
    session.add(payout)
    session.flush()
    lines = [Line(payee.account, amount, payee.party), Line(Account.PAYING_OUT, -amount, payout.id)]
    post(f"payout:{payout.number}", "payout", lines, unit=currency, at=at)
    if large:
        advance(payout, PAYOUT, "ask", actor=actor, at=at)
    else:
        record(PayoutIntended(payout.id), at)
    return payout


def _refuse(payee: Payee, amount: int, currency: str, *, rests: bool) -> None:
    if rests and payee.account is Account.SELLER:
        raise Refused(N_("Payouts rest while you may not sell."))
    if rests:
        raise Refused(N_("Payouts rest while the company is suspended."))
    if amount <= 0:
        raise Refused(N_("Choose an amount above zero."), field="amount")
    if amount > credit_balance(payee.account, payee.party, unit=currency):
        raise Refused(N_("That is more than your balance."), field="amount")


def _made_by(payee: Payee, replay_key: str | None) -> Payout | None:
    if replay_key is None:
        return None
    return session.scalar(select(Payout).filter_by(**payee.columns, replay_key=replay_key))


def complete_payout(*, payout: Payout, transfer: str, at: datetime) -> None:
    """Note that the provider moved the money; doing it again changes nothing."""
    if not PAYOUT.allows(payout.state, "complete") or not advance(
        payout, PAYOUT, "complete", actor=PROVIDER, at=at
    ):
        return
    payout.provider_transfer = transfer
    payout.done_at = at
    lines = [Line(Account.PAYING_OUT, payout.amount, payout.id), Line(Account.PROVIDER, -payout.amount)]
    post(f"payout_done:{payout.number}", "payout_done", lines, unit=payout.currency, at=at)
    record(PayoutDone(payout.id), at)


def fail_payout(*, payout: Payout, words: str, at: datetime) -> None:
    """Put the money back on its payee's balance because the provider said no; doing it again changes nothing."""
    if not PAYOUT.allows(payout.state, "fail") or not advance(
        payout, PAYOUT, "fail", actor=PROVIDER, at=at, why=words
    ):
        return
    payout.error = words[:LONGEST_ERROR]
    put_back(payout, at)
    record(PayoutFailed(payout.id), at)


def put_back(payout: Payout, at: datetime) -> None:
    """Move the amount of a payout that does not go from the way back onto its payee's balance."""
    payee = payee_of(payout)
    lines = [
        Line(Account.PAYING_OUT, payout.amount, payout.id),
        Line(payee.account, -payout.amount, payee.party),
    ]
    post(f"payout_failed:{payout.number}", "payout_failed", lines, unit=payout.currency, at=at)
