"""People, suppliers, and the operator's own staff."""

from marketplace.portals.admin.people import roles, staff, suppliers, supplying, verifications, who

__all__ = ["roles", "staff", "suppliers", "supplying", "verifications", "who"]
