"""Orders as a supplier handles them: the queue, one order, accepting, shipping, calling off."""

from marketplace.portals.supplier.orders import acceptances, cancellation, queue, shipment

__all__ = ["acceptances", "cancellation", "queue", "shipment"]
