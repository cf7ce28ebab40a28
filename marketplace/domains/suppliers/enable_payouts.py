"""The provider may pay a supplier out, or may not any more."""

from datetime import datetime

from marketplace.domains.suppliers.models import Supplier
from marketplace.foundation.actors import PROVIDER
from marketplace.foundation.states import note


def enable_payouts(*, supplier: Supplier, enabled: bool, at: datetime) -> bool:
    """Keep what the provider says of a locked supplier's account; False when that is known."""
    if supplier.payouts_enabled == enabled:
        return False
    supplier.payouts_enabled = enabled
    verb = "enable_payouts" if enabled else "stop_payouts"
    note("supplier", supplier.id, verb, supplier.state, supplier.state, actor=PROVIDER, at=at)
    return True
