"""Reading wishes: what somebody keeps in mind, who is to hear of a lower price, which searches are due."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from marketplace.domains.haggling.models import Favourite, SavedSearch
from marketplace.domains.listings.models import Listing
from marketplace.foundation.db import session
from marketplace.foundation.paging import Page, paginate

SHOWN = ("published", "reserved", "sold")


def favourites_of(person_id: int, *, cursor: str | None = None, size: int = 24) -> Page[Any]:
    """Return a page of what somebody keeps in mind: `listing_id`, `seen_price`, `created_at`, newest first."""
    stmt = (
        select(Favourite.listing_id, Favourite.seen_price, Favourite.created_at)
        .join(Listing, Listing.id == Favourite.listing_id)
        .where(Favourite.person_id == person_id, Listing.state.in_(SHOWN))
    )
    keys: Any = [(Favourite.created_at, "desc"), (Favourite.listing_id, "desc")]
    return paginate(stmt, keys=keys, cursor=cursor, size=size, scalars=False)


def is_kept(listing_id: int, *, person_id: int) -> bool:
    """Say whether somebody keeps this listing in mind."""
    return session.get(Favourite, (person_id, listing_id)) is not None


def dearer_before(listing_ids: Collection[int]) -> Sequence[int]:
    """Return those of these listings on the shelf that somebody keeps in mind at a higher price."""
    stmt = (
        select(Listing.id)
        .join(Favourite, Favourite.listing_id == Listing.id)
        .where(Listing.id.in_(list(listing_ids)), Listing.state == "published")
        .where(Favourite.seen_price > Listing.price)
    )
    return session.scalars(stmt.distinct().order_by(Listing.id)).all()


def who_saw_more(listing_id: int) -> Sequence[Any]:
    """Return `person_id` and `seen_price` of those who keep it in mind at a price above today's."""
    stmt = (
        select(Favourite.person_id, Favourite.seen_price)
        .join(Listing, Listing.id == Favourite.listing_id)
        .where(Favourite.listing_id == listing_id, Listing.state == "published")
        .where(Favourite.seen_price > Listing.price)
    )
    return session.execute(stmt.order_by(Favourite.person_id)).all()


def searches_of(person_id: int) -> Sequence[SavedSearch]:
    """Return somebody's saved searches, newest first."""
    stmt = select(SavedSearch).where(SavedSearch.person_id == person_id).order_by(SavedSearch.id.desc())
    return session.scalars(stmt).all()


def due_searches(now: datetime, *, limit: int) -> Sequence[SavedSearch]:
    """Return searches to be looked at, locked; those another worker has are left to it."""
    stmt = select(SavedSearch).where(SavedSearch.next_at <= now).order_by(SavedSearch.next_at, SavedSearch.id)
    return session.scalars(stmt.limit(limit).with_for_update(skip_locked=True)).all()
