"""Second-hand goods in the shop: a listing's page, offers for it, buying it."""

from marketplace.portals.storefront.used import (
    listing,
    pickup,
    proposals,
    purchase,
)

__all__ = [
    "listing",
    "pickup",
    "proposals",
    "purchase",
]
