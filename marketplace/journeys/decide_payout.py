"""Staff let a large payout go, or keep it here and say why."""

from datetime import datetime

from marketplace.domains.orders.reading.payees import lock_payee
from marketplace.domains.payments.models import Payout, payee_of
from marketplace.domains.payments.payouts.decide import approve_payout, decline_payout
from marketplace.domains.suppliers.queries import works_for
from marketplace.foundation.actors import Actor
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing, Refused
from marketplace.foundation.text import N_


def decide_payout(*, payout_id: int, approved: bool, why: str, actor: Actor, at: datetime) -> None:
    """Say yes or no to a payout that waits; a replay does nothing.

    Refuses: whoever asked for it, is paid by it or works for the company that is; a no without a reason; one that
    was decided otherwise (Stale); a yes that the balance or the payee's standing forbids.
    """
    payout = lock_row(Payout, payout_id)
    if payout is None:
        raise Missing
    mine = actor.id in (payout.asked_by, payout.seller_id)
    if mine or (payout.supplier_id is not None and works_for(payout.supplier_id, actor.id)):
        raise Refused(N_("You asked for this payout, or are paid by it. A colleague decides."))
    if not approved and not why.strip():
        raise Refused(N_("Say why: they read it."))
    if approved:
        rests = lock_payee(payee_of(payout)).state != "active"
        approve_payout(payout=payout, rests=rests, actor=actor, at=at)
    else:
        decline_payout(payout=payout, why=why.strip(), actor=actor, at=at)
