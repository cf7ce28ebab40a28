"""Give money back: the row and the posting first, the provider later, and its answer last."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from marketplace.domains.payments.events import RefundDone, RefundFailed, RefundIntended
from marketplace.domains.payments.models import Payment, Refund
from marketplace.domains.payments.provider import RefundSeen
from marketplace.domains.payments.queries import disputed_payments, is_disputed
from marketplace.domains.payments.states import REFUND
from marketplace.foundation.actors import PROVIDER
from marketplace.foundation.db import session
from marketplace.foundation.ids import new_number
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Refused, Stale
from marketplace.foundation.states import advance
from marketplace.foundation.text import N_
from marketplace.ledger import Account, Line, post

LONGEST_ERROR = 500
BANK_DECIDES = N_("The buyer's bank is deciding about this payment. Nothing can be refunded until it has.")


@dataclass(frozen=True, slots=True)
class Source:
    """Whose money goes back: an order's hold, a supplier's balance, or money no order took."""

    account: Account
    party: int


def intend_refund(
    *, payment: Payment, reference: str, reason: str, amount: int, source: Source, at: datetime
) -> Refund | None:
    """Write the intent to give back `amount` minor units; None when this reference and reason have theirs already.

    Refuses: more than was paid less what was refunded, counting refunds under way; any while a bank decides (Stale).
    """
    refund = session.scalars(
        insert(Refund)
        .values(
            number=new_number("R"),
            payment_id=payment.id,
            reference=reference,
            reason=reason,
            amount=amount,
            currency=payment.currency,
            created_at=at,
        )
        .on_conflict_do_nothing(index_elements=["reference", "reason"])
        .returning(Refund)
    ).one_or_none()
    if refund is None:
        return None
    _count(payment, amount)
    lines = [Line(source.account, amount, source.party), Line(Account.REFUNDING, -amount, refund.id)]
    post(f"refund:{refund.number}", "refund", lines, unit=refund.currency, at=at)
    record(RefundIntended(refund.id), at)
    return refund


def is_refunded(reference: str, reason: str) -> bool:
    """Say whether this reference and reason have their refund already."""
    known = select(Refund.id).filter_by(reference=reference, reason=reason)
    return session.scalar(known) is not None


def _count(payment: Payment, amount: int) -> None:
    """Raise what the payment gave back, in one statement that decides."""
    session.flush()
    fits = session.execute(
        update(Payment)
        .where(
            Payment.id == payment.id,
            Payment.refunded + amount <= Payment.captured,
            Payment.id.not_in(disputed_payments()),
        )
        .values(refunded=Payment.refunded + amount)
        .returning(Payment.id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if fits is None and is_disputed(payment.id):
        raise Stale(BANK_DECIDES)
    if fits is None:
        raise Refused(N_("That is more than is left of what was paid."), field="amount")
    session.expire(payment, ["refunded"])


def key_of(refund: Refund) -> str:
    """Return the key of the call to the provider: a new one only after a no to the last, so never two refunds."""
    return f"{refund.number}-{refund.tries}"


def conclude_refund(*, refund: Refund, seen: RefundSeen, at: datetime) -> None:
    """Move a locked refund to where the provider sees it; old news, or news of an earlier try, changes nothing."""
    verb = {"done": "complete", "pending": "send", "failed": "fail"}[seen.status]
    if seen.key != key_of(refund) or not REFUND.allows(refund.state, verb):
        return
    was_done = refund.state == "done"
    advance(refund, REFUND, verb, actor=PROVIDER, at=at, why=seen.words or None)
    refund.changed_at = at
    if verb == "fail":
        _failed(refund, seen.words, at, was_done=was_done)
        return
    refund.provider_refund = seen.id
    if verb == "complete":
        refund.done_at = at
        _move(refund, "refund_done", -refund.amount, at)
        record(RefundDone(refund.id), at)


def refuse_refund(*, refund: Refund, words: str, at: datetime) -> None:
    """Note that the provider said no to a locked refund; the sweep tries again under a new key."""
    seen = RefundSeen(refund.provider_refund or "", key_of(refund), "failed", words)
    conclude_refund(refund=refund, seen=seen, at=at)


def _failed(refund: Refund, words: str, at: datetime, *, was_done: bool) -> None:
    if was_done:
        _move(refund, "refund_returned", refund.amount, at)
    refund.tries += 1
    refund.error = words[:LONGEST_ERROR]
    refund.provider_refund = refund.done_at = None
    record(RefundFailed(refund.id), at)


def _move(refund: Refund, kind: str, amount: int, at: datetime) -> None:
    lines = [Line(Account.PROVIDER, amount), Line(Account.REFUNDING, -amount, refund.id)]
    post(f"{kind}:{refund.number}:{refund.tries}", kind, lines, unit=refund.currency, at=at)
