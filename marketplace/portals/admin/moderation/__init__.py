"""The moderation desk: what waits, what is odd about it, and the decision."""

from marketplace.portals.admin.moderation import (
    appeals,
    conversations,
    edits,
    listing,
    queue,
    reports,
    sellers,
)

__all__ = ["appeals", "conversations", "edits", "listing", "queue", "reports", "sellers"]
