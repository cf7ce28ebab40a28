"""A second-hand seller tells the payment provider who they are, on its own pages; then they can be paid out."""

from marketplace.domains.orders.reading.payees import find_account
from marketplace.domains.payments.models import Payee
from marketplace.domains.payments.provider import provider
from marketplace.foundation.db import door
from marketplace.foundation.refusals import Missing
from marketplace.ledger import Account

PAGE = "/sell/balance"
BACK = "/sell/balance/account"


def onboarding_page_of_seller(*, seller_id: int) -> str:
    """Return the address of the provider's page for a connected seller, good for minutes and one visit.

    Opens its own transaction, with the provider asked after it. Refuses: one without an account (Missing).
    """
    account = _account(seller_id)
    if account is None:
        raise Missing
    return provider().onboarding(account=account, back=BACK, again=PAGE)


def may_be_paid(*, seller_id: int) -> bool:
    """Ask the provider whether a seller can be paid out; False while they have no account there.

    Asked each time rather than kept: a seller asks for a payout once in a while.
    """
    account = _account(seller_id)
    return account is not None and provider().look_at_account(account).payouts_enabled


def _account(seller_id: int) -> str | None:
    with door():
        return find_account(Payee(Account.SELLER, seller_id))
