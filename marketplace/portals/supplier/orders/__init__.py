"""Orders as a supplier handles them: the queue, one order, accepting, shipping, calling off, cases."""

from marketplace.portals.supplier.orders import (
    acceptances,
    cancellation,
    cases,
    queue,
    returned_goods,
    shipment,
)

__all__ = ["acceptances", "cancellation", "cases", "queue", "returned_goods", "shipment"]
