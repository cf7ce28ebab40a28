"""What people write here: reviews of what they bought, opinions, messages, reports."""

from marketplace.portals.storefront.talks import messages, opinions, photos, reports, reviews

__all__ = ["messages", "opinions", "photos", "reports", "reviews"]
