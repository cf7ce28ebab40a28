"""The second-hand shelf: looking around, sellers' pages, what people keep in mind, ask about and report."""

from marketplace.portals.storefront.browse import (  # noqa: F401 -- they hang their routes
    sellers,
    shelf,
    talk,
    wishes,
)
