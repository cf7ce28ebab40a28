"""A supplier or a seller gets an account at the payment provider, where their payouts go."""

from datetime import datetime

from marketplace.domains.accounts.models import Person
from marketplace.domains.listings.models import Seller
from marketplace.domains.orders.reading.payees import find_account, lock_payee
from marketplace.domains.payments.models import Payee
from marketplace.domains.payments.provider import provider
from marketplace.domains.suppliers.models import Supplier
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Missing
from marketplace.foundation.states import note
from marketplace.ledger import Account

COUNTRY = "CN"


def connect_account(*, supplier_id: int, actor: Actor, at: datetime) -> str:
    """Return the supplier's account at the provider, opened now if there is none.

    Opens its own transactions, with the provider asked between them. Refuses: what the provider refuses.
    """
    return connect_payee(payee=Payee(Account.SUPPLIER, supplier_id), actor=actor, at=at)


def connect_payee(*, payee: Payee, actor: Actor, at: datetime) -> str:
    """Return a payee's account at the provider, opened now if there is none; as `connect_account`."""
    with door():
        key, email = _known_as(payee)
        if kept := find_account(payee):
            return kept
    account = provider().connect(key=key, country=COUNTRY, email=email)
    with door():
        row = lock_payee(payee)
        # The first account kept stays, whoever asked twice.
        row.provider_account = row.provider_account or account
        subject = "seller" if payee.account is Account.SELLER else "supplier"
        note(subject, payee.party, "connect", row.state, row.state, actor=actor, at=at)
        return row.provider_account


def _known_as(payee: Payee) -> tuple[str, str]:
    """Return the key of the call, one for each payee for good, and their e-mail address, which may be empty."""
    if payee.account is Account.SELLER:
        seller = session.get(Seller, payee.party)
        if seller is None:
            raise Missing
        return f"seller-{seller.handle}", session.get_one(Person, payee.party).email or ""
    supplier = session.get(Supplier, payee.party)
    if supplier is None:
        raise Missing
    return f"supplier-{supplier.slug}", supplier.email
