"""Staff have money sent again: a refund the provider refused, a payout that failed (once for each)."""

from datetime import datetime

from marketplace.domains.orders.reading.payees import lock_payee
from marketplace.domains.payments.events import RefundIntended
from marketplace.domains.payments.models import Payout, Refund, payee_of
from marketplace.domains.payments.payouts.pay_out import intend_payout
from marketplace.domains.payments.states import PAYOUT, REFUND
from marketplace.foundation.actors import Actor
from marketplace.foundation.history import history_of
from marketplace.foundation.locks import lock_row
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Missing, Stale
from marketplace.foundation.states import note
from marketplace.foundation.text import N_

VERB = "again"


def pay_again(*, payout_id: int, actor: Actor, at: datetime) -> Payout:
    """Intend a payout of the same amount as a failed one.

    Refuses: one that did not fail or was paid again (Stale), more than the balance.
    """
    failed = lock_row(Payout, payout_id)
    if failed is None:
        raise Missing
    if failed.state != "failed":
        raise Stale(PAYOUT.refusal)
    if any(line.verb == VERB for line in history_of([(PAYOUT.subject, payout_id)])):
        raise Stale(N_("This payout has been paid out again already."))
    payee = payee_of(failed)
    rests = lock_payee(payee).state != "active"
    again = intend_payout(
        payee=payee, rests=rests, amount=failed.amount, currency=failed.currency, actor=actor, at=at
    )
    details = {"payout": again.number}
    note(PAYOUT.subject, payout_id, VERB, "failed", "failed", actor=actor, at=at, details=details)
    return again


def refund_again(*, refund_id: int, actor: Actor, at: datetime) -> None:
    """Have the provider told of a refund now rather than at the next sweep.

    Refuses: one that is done (Stale). The call's key keeps two of them from refunding twice.
    """
    refund = lock_row(Refund, refund_id)
    if refund is None:
        raise Missing
    if refund.state == "done":
        raise Stale(REFUND.refusal)
    note(REFUND.subject, refund_id, VERB, refund.state, refund.state, actor=actor, at=at)
    record(RefundIntended(refund_id), at)
