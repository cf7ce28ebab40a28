"""A supplier tells the payment provider who it is, on the provider's own pages; then it can be paid out."""

from datetime import datetime

from marketplace.domains.payments.provider import provider
from marketplace.domains.suppliers.enable_payouts import enable_payouts
from marketplace.domains.suppliers.models import Supplier
from marketplace.domains.suppliers.queries import get_supplier
from marketplace.foundation.db import door
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing

PAGE = "/supplier/payouts"
BACK = "/supplier/payouts/account"


def onboarding_page(*, supplier_id: int) -> str:
    """Return the address of the provider's page for a connected supplier, good for minutes and one visit.

    Opens its own transaction, with the provider asked after it. Refuses: one without an account (Missing).
    """
    with door():
        supplier = get_supplier(supplier_id)
        account, place = supplier.provider_account, f"?place={supplier.slug}"
    if account is None:
        raise Missing
    return provider().onboarding(account=account, back=BACK + place, again=PAGE + place)


def see_account(*, supplier_id: int, at: datetime) -> bool:
    """Ask the provider whether a supplier can be paid out, keep the answer, and return it.

    Opens its own transactions, with the provider asked between them.
    """
    with door():
        account = get_supplier(supplier_id).provider_account
    if account is None:
        return False
    seen = provider().look_at_account(account)
    with door():
        supplier = lock_row(Supplier, supplier_id)
        if supplier is None or supplier.provider_account != seen.id:
            return False
        enable_payouts(supplier=supplier, enabled=seen.payouts_enabled, at=at)
    return seen.payouts_enabled
