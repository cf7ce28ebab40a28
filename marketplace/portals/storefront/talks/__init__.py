"""What people write here: reviews of what they bought, messages to each other, reports."""

from marketplace.portals.storefront.talks import messages, photos, reports, reviews

__all__ = ["messages", "photos", "reports", "reviews"]
