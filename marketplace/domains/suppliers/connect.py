"""Connect a supplier with its account at the payment provider."""

from marketplace.domains.suppliers.models import Supplier


def connect(*, supplier: Supplier, account: str) -> str:
    """Keep where a locked supplier's payouts go and return it; the first account kept stays."""
    if not supplier.provider_account:
        supplier.provider_account = account
    return supplier.provider_account
