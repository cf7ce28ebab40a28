"""Orders: find them, read their whole story, put them right."""

from marketplace.portals.admin.orders import changes, find, refunds, show

__all__ = ["changes", "find", "refunds", "show"]
