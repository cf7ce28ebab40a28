"""A listing of one's own, written step by step."""

from marketplace.portals.seller.listings import bought_here, editing, filling, leaving, new, photos, show

__all__ = ["bought_here", "editing", "filling", "leaving", "new", "photos", "show"]
