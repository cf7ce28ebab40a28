"""What stands on the shelf beside a search: the newest, a seller's, what is like another, and their pictures."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select, union_all
from sqlalchemy.dialects.postgresql import distinct_on

from marketplace.domains.accounts.models import Person
from marketplace.domains.listings.models import Listing as ListingModel
from marketplace.domains.listings.models import Seller
from marketplace.domains.listings.queries import holder_of
from marketplace.domains.listings.search.find import CARD_COLUMNS, SHOWN, Listing
from marketplace.domains.photos.models import Photo
from marketplace.foundation import stretches as by_id
from marketplace.foundation.db import session
from marketplace.foundation.paging import Page, paginate

SHOWN_STATES = ("published", "reserved", "sold")


def newest(*, size: int) -> Sequence[Any]:
    """Return the cards of what came onto the shelf last."""
    stmt = select(*CARD_COLUMNS).where(SHOWN)
    return session.execute(stmt.order_by(Listing.published_at.desc(), Listing.id.desc()).limit(size)).all()


def faces_of(listing_ids: Collection[int]) -> dict[int, str]:
    """Return the token of each listing's first photo that may be shown, by listing."""
    holders = {holder_of(key): key for key in listing_ids}
    if not holders:
        return {}
    stmt = (
        select(Photo.holder, Photo.token)
        .ext(distinct_on(Photo.holder))
        .where(Photo.holder.in_(list(holders)), Photo.removed_at.is_(None))
        .where(Photo.published, Photo.state == "ready")
        .order_by(Photo.holder, Photo.position, Photo.id)
    )
    return {holders[holder]: token for holder, token in session.execute(stmt)}


def like(row: ListingModel, *, size: int) -> Sequence[Any]:
    """Return the cards of the same kind whose prices are the next above and below."""
    stmt = select(*CARD_COLUMNS).where(SHOWN, Listing.category_id == row.category_id, Listing.id != row.id)
    above = stmt.where(Listing.price >= row.price).order_by(Listing.price, Listing.id).limit(size)
    below = (
        stmt.where(Listing.price < row.price).order_by(Listing.price.desc(), Listing.id.desc()).limit(size)
    )
    # Each in brackets of its own, since each has its own end.
    both = union_all(select(above.subquery("above")), select(below.subquery("below")))
    found = session.execute(both).all()
    return sorted(found, key=lambda other: (abs(other.price - row.price), other.id))[:size]


def seller_called(handle: str) -> tuple[Seller, str] | None:
    """Return the seller of this handle and their name, or None."""
    stmt = select(Seller, Person.display_name).join(Person, Person.id == Seller.person_id)
    found = session.execute(stmt.where(Seller.handle == handle)).one_or_none()
    return (found.Seller, found.display_name) if found else None


def of_seller(seller_id: int, *, cursor: str | None = None, size: int = 24) -> Page[Any]:
    """Return a page of the cards of what a seller has on the shelf, newest first."""
    stmt = select(*CARD_COLUMNS).where(SHOWN, Listing.seller_id == seller_id)
    return paginate(stmt, keys=[(Listing.id, "desc")], cursor=cursor, size=size, scalars=False)


def cards_by_id(listing_ids: Collection[int]) -> dict[int, Any]:
    """Return the cards of these, as far as others may see them, by id."""
    stmt = select(*CARD_COLUMNS).where(Listing.id.in_(list(listing_ids)), Listing.state.in_(SHOWN_STATES))
    return {row.id: row for row in session.execute(stmt)} if listing_ids else {}


def stretches(length: int) -> Sequence[int]:
    """Return the stretches of ids, `length` each, in which listings are on the shelf."""
    return by_id.stretches(Listing.id, SHOWN, length=length)


def between(first: int, before: int) -> Sequence[Any]:
    """Return `number` and `published_at` of what is on the shelf with these ids, for the sitemap."""
    stmt = select(Listing.number, Listing.published_at).where(*by_id.within(Listing.id, SHOWN, first, before))
    return session.execute(stmt.order_by(Listing.id)).all()
