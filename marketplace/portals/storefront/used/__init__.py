"""Second-hand goods in the shop: a listing's page, offers for it, buying it."""

from marketplace.portals.storefront.used import (
    doorstep,
    listing,
    pickup,
    proposals,
    purchase,
)

__all__ = [
    "doorstep",
    "listing",
    "pickup",
    "proposals",
    "purchase",
]
