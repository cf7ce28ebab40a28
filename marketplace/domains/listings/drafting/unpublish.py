"""Take one's own listing off the shelf: it is a draft again, and goes through review to come back."""

from datetime import datetime

from marketplace.domains.listings.drafting.edit import withdraw_edits
from marketplace.domains.listings.events import ListingGone
from marketplace.domains.listings.models import Listing
from marketplace.domains.listings.states import LISTING
from marketplace.foundation.actors import Actor
from marketplace.foundation.outbox import record
from marketplace.foundation.states import advance


def unpublish(*, listing: Listing, actor: Actor, at: datetime) -> None:
    """Take it off the shelf; open proposals end. Refuses: one that somebody is buying or has bought (Stale)."""
    if advance(listing, LISTING, "unpublish", actor=actor, at=at):
        listing.revision += 1
        listing.saved_at = at
        withdraw_edits(listing_ids=[listing.id], actor=actor, at=at)
        record(ListingGone(listing.id), at)
