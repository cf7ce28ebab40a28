"""Tell the provider of a refund, or ask what became of it."""

from datetime import datetime

from marketplace.domains.payments.models import Payment, Refund
from marketplace.domains.payments.provider import ProviderRefused, provider
from marketplace.domains.payments.queries import is_disputed
from marketplace.domains.payments.refund import conclude_refund, key_of, refuse_refund
from marketplace.domains.payments.states import REFUND
from marketplace.foundation.actors import SYSTEM
from marketplace.foundation.db import door, session
from marketplace.foundation.locks import lock_row
from marketplace.foundation.states import advance


def send_refund(*, refund_id: int, at: datetime) -> None:
    """Bring a refund one step further at the provider; one that is done, or whose payment a bank looks into, stays.

    The key of the call is the refund's own, so asking again after silence cannot refund twice. Opens its own
    transactions, with the provider asked between them.
    """
    with door():
        refund = lock_row(Refund, refund_id)
        if refund is None or refund.state == "done" or is_disputed(refund.payment_id):
            return
        if refund.state == "failed":
            advance(refund, REFUND, "retry", actor=SYSTEM, at=at)
        intent = session.get_one(Payment, refund.payment_id).provider_intent or ""
        key, amount, known = key_of(refund), refund.amount, refund.provider_refund
    no = ""
    try:
        ask = provider()
        seen = ask.look_at_refund(known) if known else ask.refund(key=key, intent=intent, amount=amount)
    except ProviderRefused as refusal:
        no = str(refusal)
    with door():
        refund = lock_row(Refund, refund_id)
        if refund is None or key_of(refund) != key:
            return
        if no:
            refuse_refund(refund=refund, words=no, at=at)
        else:
            conclude_refund(refund=refund, seen=seen, at=at)
