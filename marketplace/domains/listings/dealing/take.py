"""A listing goes with its order for good; or a case brings it back to its seller."""

from datetime import datetime

from sqlalchemy import select

from marketplace.domains.listings.drafting.edit import withdraw_edits
from marketplace.domains.listings.events import ListingGone, ListingReturned
from marketplace.domains.listings.models import Listing
from marketplace.domains.listings.states import LISTING
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.outbox import record
from marketplace.foundation.states import advance, advance_all

CAME_BACK = "returned"  # why a draft is one again


def take(*, holder: str, actor: Actor, at: datetime) -> Listing | None:
    """Mark what is kept for `holder` sold; None when nothing is, as when it is sold to them already."""
    listing = _kept_for(holder, "reserved")
    if listing is None or not advance(listing, LISTING, "take", actor=actor, at=at):
        return None
    listing.ended_at, listing.reserved_until = at, None
    withdraw_edits(listing_ids=[listing.id], actor=actor, at=at)
    record(ListingGone(listing.id), at)
    return listing


def take_back(*, holder: str, actor: Actor, at: datetime) -> Listing | None:
    """Give what was sold to `holder` back to its seller as a draft, ready to be submitted; None when nothing was."""
    listing = _kept_for(holder, "sold")
    if listing is None:
        return None
    values = {
        "reserved_for": None,
        "ended_at": None,
        "saved_at": at,
        "revision": listing.revision + 1,
        "reason": CAME_BACK,
    }
    advance_all(Listing, LISTING, "return", {listing.id: "sold"}, actor=actor, at=at, values=values)
    session.refresh(listing)
    record(ListingGone(listing.id), at)
    record(ListingReturned(listing.id), at)
    return listing


def _kept_for(holder: str, state: str) -> Listing | None:
    stmt = select(Listing).where(Listing.reserved_for == holder, Listing.state == state)
    return session.scalars(stmt.with_for_update().execution_options(populate_existing=True)).one_or_none()
