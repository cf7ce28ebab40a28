"""The second-hand shelf: looking around, sellers' pages, what people keep in mind, ask about and report."""

from marketplace.portals.storefront.browse import (
    sellers,
    shelf,
    talk,
    wishes,
)

__all__ = [
    "sellers",
    "shelf",
    "talk",
    "wishes",
]
