"""What people write here: reviews of what they bought, messages to each other."""

from marketplace.portals.storefront.talks import messages, reviews

__all__ = ["messages", "reviews"]
