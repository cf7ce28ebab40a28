"""What was ordered of a listing holds for what it was then: changed since, it is another thing."""

from datetime import datetime

from sqlalchemy import exists, select

from marketplace.domains.listings.models import Listing, ListingEdit
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Stale
from marketplace.foundation.text import N_


def refuse_changed(listing_id: int, *, since: datetime) -> None:
    """Refuse a listing that was approved anew, or an edit of which was, after `since` (Stale)."""
    edited = exists().where(
        ListingEdit.listing_id == listing_id, ListingEdit.state == "approved", ListingEdit.decided_at > since
    )
    changed = select(Listing.id).where(Listing.id == listing_id, edited | (Listing.published_at > since))
    if session.scalar(changed) is not None:
        raise Stale(N_("This listing has just changed. Look at it again."))
