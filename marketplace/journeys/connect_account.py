"""A supplier gets an account at the payment provider, where its payouts go."""

from datetime import datetime

from marketplace.domains.payments.provider import provider
from marketplace.domains.suppliers.connect import connect
from marketplace.domains.suppliers.models import Supplier
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import door, session
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing
from marketplace.foundation.states import note

COUNTRY = "CN"


def connect_account(*, supplier_id: int, actor: Actor, at: datetime) -> str:
    """Return the supplier's account at the provider, opened now if there is none.

    Opens its own transactions, with the provider asked between them. Refuses: what the provider refuses.
    """
    with door():
        supplier = session.get(Supplier, supplier_id)
        if supplier is None:
            raise Missing
        if supplier.provider_account:
            return supplier.provider_account
        key, email = f"supplier-{supplier.slug}", supplier.email
    account = provider().connect(key=key, country=COUNTRY, email=email)
    with door():
        supplier = lock_row(Supplier, supplier_id)
        if supplier is None:
            raise Missing
        kept = connect(supplier=supplier, account=account)
        note("supplier", supplier_id, "connect", supplier.state, supplier.state, actor=actor, at=at)
        return kept
