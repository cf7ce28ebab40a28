"""Proposals nobody answers expire; a unit kept for a buyer who does not order goes back on the shelf."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from marketplace.domains.haggling.end import close, expire, lapse
from marketplace.domains.listings.dealing.reserve import for_proposal, free
from marketplace.domains.listings.models import Listing
from marketplace.foundation.db import session

PROPOSAL = for_proposal(0).removesuffix("0")


def expire_proposals(*, limit: int, at: datetime) -> int:
    """End up to `limit` proposals that were not answered in time; return how many."""
    return expire(limit=limit, at=at)


def lapse_reservations(*, limit: int, at: datetime) -> int:
    """Free up to `limit` listings whose buyer did not order in time, and end their proposals; return how many.

    Listings that somebody is working on (the order arriving just now) are left for the next time.
    """
    holders = session.scalars(
        select(Listing.reserved_for)
        .where(Listing.state == "reserved", Listing.reserved_until <= at)
        .order_by(Listing.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    kept = [holder for holder in holders if holder is not None]
    lapse(proposal_ids=[int(h.removeprefix(PROPOSAL)) for h in kept if h.startswith(PROPOSAL)], at=at)
    free(holders=kept, at=at)
    return len(kept)


def close_proposals(*, listing_ids: Collection[int], at: datetime) -> int:
    """End what is still open for listings that went; return how many."""
    return close(listing_ids=listing_ids, at=at)
