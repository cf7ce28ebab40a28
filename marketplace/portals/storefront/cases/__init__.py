"""Something is wrong with an order: the case about it, which both sides read and write at one address."""

from marketplace.portals.storefront.cases import acts, photos, returns, show, start

__all__ = ["acts", "photos", "returns", "show", "start"]
