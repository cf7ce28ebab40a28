"""A listing of one's own, written step by step."""

from marketplace.portals.seller.listings import editing, filling, leaving, new, photos, show

__all__ = ["editing", "filling", "leaving", "new", "photos", "show"]
