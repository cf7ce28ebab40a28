"""Tell the provider of a payout."""

from datetime import datetime

from marketplace.domains.orders.reading.payees import find_account
from marketplace.domains.payments.models import Payee, Payout, payee_of
from marketplace.domains.payments.payouts.pay_out import complete_payout, fail_payout
from marketplace.domains.payments.provider import ProviderRefused, provider
from marketplace.foundation.db import door, session
from marketplace.foundation.locks import lock_row


def return_payout(*, payout_id: int, words: str, at: datetime) -> None:
    """Put an intended payout back on its payee's balance: there is no account it could go to."""
    payout = lock_row(Payout, payout_id)
    if payout is not None:
        fail_payout(payout=payout, words=words, at=at)


def payee_of_payout(payout_id: int) -> Payee:
    """Return whom a payout is for."""
    return payee_of(session.get_one(Payout, payout_id))


def send_payout(*, payout_id: int, at: datetime) -> None:
    """Have the provider move an intended payout; its number is the key, so asking again moves it once.

    A payee without an account waits for one. Opens its own transactions, with the provider asked between them.
    """
    with door():
        payout = session.get(Payout, payout_id)
        if payout is None or payout.state != "intended":
            return
        account = find_account(payee_of(payout))
        number, amount, currency = payout.number, payout.amount, payout.currency
    if not account:
        return
    transfer = no = ""
    try:
        transfer = provider().transfer(number=number, account=account, amount=amount, currency=currency)
    except ProviderRefused as refusal:
        no = str(refusal)
    with door():
        payout = lock_row(Payout, payout_id)
        if payout is None:
            return
        if no:
            fail_payout(payout=payout, words=no, at=at)
        else:
            complete_payout(payout=payout, transfer=transfer, at=at)
