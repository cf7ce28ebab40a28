"""Cases between buyers and those who sold to them: the queue by deadline, one case, the decision."""

from marketplace.portals.admin.cases import decide, queue

__all__ = ["decide", "queue"]
