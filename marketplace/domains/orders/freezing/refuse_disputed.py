"""Nothing of an order moves while a buyer's bank decides about its payment."""

from marketplace.domains.orders.models import Order
from marketplace.foundation.refusals import Stale
from marketplace.foundation.text import N_


def refuse_disputed(order: Order) -> None:
    """Refuse an order whose payment a bank looks into (Stale)."""
    if order.disputed_at is not None:
        raise Stale(N_("The buyer's bank is deciding about this payment. Until it has, nothing moves."))
