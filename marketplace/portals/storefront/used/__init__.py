"""Second-hand goods in the shop: a listing's page, offers for it, buying it."""

from marketplace.portals.storefront.used import (  # noqa: F401 -- they hang their routes
    listing,
    pickup,
    proposals,
    purchase,
)
