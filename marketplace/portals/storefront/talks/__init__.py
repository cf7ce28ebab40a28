"""What people write here: reviews of what they bought, opinions, messages, reports."""

from marketplace.portals.storefront.talks import blocks, messages, opinions, photos, reports, reviews

__all__ = ["blocks", "messages", "opinions", "photos", "reports", "reviews"]
