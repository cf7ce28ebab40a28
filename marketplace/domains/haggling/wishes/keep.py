"""Keep an eye on a listing, or no longer."""

from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from marketplace.domains.haggling.models import Favourite
from marketplace.domains.listings.models import Listing
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_

MOST = 300


def keep(*, listing: Listing, person_id: int, at: datetime) -> bool:
    """Keep a listing in mind at its price of today; False when it is kept already. Refuses: one's own, too many."""
    if listing.seller_id == person_id:
        raise Refused(N_("This is your own listing."))
    kept = select(func.count()).select_from(Favourite).where(Favourite.person_id == person_id)
    if int(session.scalar(kept) or 0) >= MOST:
        raise Refused(N_("You keep %(most)s things in mind. Let some go first."), most=MOST)
    added = session.scalar(
        insert(Favourite)
        .values(person_id=person_id, listing_id=listing.id, seen_price=listing.price, created_at=at)
        .on_conflict_do_nothing()
        .returning(Favourite.listing_id)
    )
    if added is not None:
        _count(listing.id, 1)
    return added is not None


def let_go(*, listing_id: int, person_id: int) -> bool:
    """Keep it in mind no longer; False when it was not."""
    gone = session.scalar(
        delete(Favourite)
        .where(Favourite.person_id == person_id, Favourite.listing_id == listing_id)
        .returning(Favourite.listing_id)
    )
    if gone is not None:
        _count(listing_id, -1)
    return gone is not None


def _count(listing_id: int, change: int) -> None:
    session.execute(
        update(Listing)
        .where(Listing.id == listing_id)
        .values(favourites=func.greatest(Listing.favourites + change, 0))
        .execution_options(synchronize_session=False)
    )
