"""Reading listings: a seller's own, what is like them, what was called back."""

import re
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from marketplace.domains.catalog.models import Category, FacetValue, Product
from marketplace.domains.listings.models import Listing, ListingEdit, Recall, Seller
from marketplace.domains.listings.sizes import Kind
from marketplace.domains.listings.suggest import Sale
from marketplace.domains.photos.models import Photo
from marketplace.domains.photos.queries import hanging
from marketplace.foundation.db import session
from marketplace.foundation.paging import Page, paginate
from marketplace.foundation.refusals import Missing

SHELVES = {
    "drafts": ("draft", "changes"),
    "waiting": ("submitted",),
    "on": ("published", "reserved", "withheld"),
    "sold": ("sold",),
    "ended": ("rejected",),
}
MOST_SALES = 60
_NOISE = re.compile(r"[\W_]+")


def get_seller(person_id: int, *, lock: bool = False) -> Seller | None:
    """Return a person as a seller, or None before their name is verified."""
    return session.get(Seller, person_id, with_for_update=True) if lock else session.get(Seller, person_id)


def get_own_listing(number: str, *, seller_id: int, lock: bool = False) -> Listing:
    """Return a listing of this person's, thrown-away ones aside. Refuses: another's, as if it were not there."""
    stmt = select(Listing).where(Listing.number == number, Listing.seller_id == seller_id)
    found = session.scalar(stmt.with_for_update() if lock else stmt)
    if found is None or found.state == "discarded":
        raise Missing
    return found


def own_listings(
    seller_id: int, *, shelf: str = "", cursor: str | None = None, size: int = 20
) -> Page[Listing]:
    """Return a page of a person's listings, newest first; `shelf` picks some states."""
    states = SHELVES.get(shelf) or tuple(state for each in SHELVES.values() for state in each)
    stmt = select(Listing).where(Listing.seller_id == seller_id, Listing.state.in_(states))
    return paginate(stmt, keys=[(Listing.id, "desc")], cursor=cursor, size=size)


def how_many_own(seller_id: int) -> dict[str, int]:
    """Return how many listings a person has on each shelf."""
    rows = session.execute(
        select(Listing.state, func.count()).where(Listing.seller_id == seller_id).group_by(Listing.state)
    )
    counted = {state: int(n) for state, n in rows}
    return {shelf: sum(counted.get(state, 0) for state in states) for shelf, states in SHELVES.items()}


def waiting_edits(listing_ids: Collection[int]) -> dict[int, ListingEdit]:
    """Return the edit that waits for a moderator, by listing."""
    if not listing_ids:
        return {}
    stmt = select(ListingEdit).where(
        ListingEdit.listing_id.in_(list(listing_ids)), ListingEdit.state == "submitted"
    )
    return {edit.listing_id: edit for edit in session.scalars(stmt)}


def last_edit(listing_id: int) -> ListingEdit | None:
    """Return the newest edit of a listing, decided or not."""
    stmt = select(ListingEdit).where(ListingEdit.listing_id == listing_id).order_by(ListingEdit.id.desc())
    return session.scalars(stmt.limit(1)).one_or_none()


def kind_of(category_id: int | None) -> Kind | None:
    """Return the kind of appliance a category holds; None for a department or nothing."""
    if category_id is None:
        return None
    above = aliased(Category)
    row = session.execute(
        select(Category.id, above.id.label("above"), Category.slug, above.slug.label("above_slug"))
        .join(above, above.id == Category.parent_id)
        .where(Category.id == category_id)
    ).one_or_none()
    return Kind(row.id, row.above, row.slug, row.above_slug) if row else None


def sales_like(listing: Listing, *, since: datetime) -> list[Sale]:
    """Return what comparable ones sold for here since then: of this model, else of this category."""
    stmt = select(Listing).where(
        Listing.state == "sold", Listing.category_id == listing.category_id, Listing.ended_at >= since
    )
    rows = session.scalars(stmt.order_by(Listing.ended_at.desc(), Listing.id.desc()).limit(MOST_SALES))
    mine = fold(listing.brand), fold(listing.model)
    return [_sale(row, (fold(row.brand), fold(row.model)) == mine) for row in rows if row.ended_at]


def _sale(row: Listing, same_model: bool) -> Sale:
    sold_on = (row.ended_at or row.saved_at).date()
    return Sale(row.price, row.grade, row.made_on, sold_on, row.new_price, same_model)


def fold(words: str) -> str:
    """Return a brand or model as recalls and comparisons know it: no signs, no case."""
    return _NOISE.sub("", words).casefold()


def find_recall(brand: str, model: str) -> Recall | None:
    """Return the recall a model falls under: one that names how its folded model begins."""
    if not (brand and model):
        return None
    stmt = select(Recall).where(
        Recall.ended_at.is_(None),
        Recall.brand == fold(brand),
        func.starts_with(fold(model), Recall.model),
    )
    return session.scalars(stmt.order_by(Recall.id).limit(1)).one_or_none()


def recalls(*, q: str = "", cursor: str | None = None, size: int = 50) -> Page[Recall]:
    """Return a page of the recalls staff keep, newest first; `q` is how brand or model begins."""
    stmt = select(Recall)
    if folded := fold(q):
        stmt = stmt.where(
            Recall.brand.startswith(folded, autoescape=True)
            | Recall.model.startswith(folded, autoescape=True)
        )
    return paginate(stmt, keys=[(Recall.id, "desc")], cursor=cursor, size=size)


def product_of(brand: str, model: str) -> Product | None:
    """Return the product of this brand and model, however its signs and case are written."""
    stmt = select(Product).where(Product.brand == brand, func.lower(Product.model) == model.lower())
    return session.scalars(stmt.order_by(Product.id).limit(1)).one_or_none()


def photos_of_listing(listing_id: int) -> Sequence[Photo]:
    """Return the photos a listing holds, in order, shown or not."""
    return hanging(holder_of(listing_id))


def holder_of(listing_id: int) -> str:
    """Return the name by which the photo room knows a listing."""
    return f"listing:{listing_id}"


def live_by_unit(unit_ids: Collection[int]) -> dict[int, Listing]:
    """Return the listing that has each of these units on offer, or in writing, by unit."""
    if not unit_ids:
        return {}
    states = (*SHELVES["drafts"], *SHELVES["waiting"], *SHELVES["on"])
    stmt = select(Listing).where(Listing.unit_id.in_(list(unit_ids)), Listing.state.in_(states))
    return {row.unit_id: row for row in session.scalars(stmt.order_by(Listing.id)) if row.unit_id}


def find_on_offer(unit_id: int, *, beside: int) -> Listing | None:
    """Return another listing that has this unit on offer."""
    states = (*SHELVES["waiting"], *SHELVES["on"])
    stmt = select(Listing).where(Listing.unit_id == unit_id, Listing.state.in_(states), Listing.id != beside)
    return session.scalars(stmt.limit(1)).one_or_none()


def lock_offered_by(seller_id: int, *, unit_ids: Collection[int]) -> dict[int, str]:
    """Lock what this person has of these units on offer, and return it: id → state."""
    states = (*SHELVES["waiting"], *SHELVES["on"])
    mine = Listing.seller_id == seller_id, Listing.unit_id.in_(list(unit_ids)), Listing.state.in_(states)
    rows = session.execute(
        select(Listing.id, Listing.state).where(*mine).order_by(Listing.id).with_for_update()
    )
    return {row.id: row.state for row in rows}


def brands_of(category_id: int, *, limit: int = 60) -> Sequence[str]:
    """Return the brands our catalogue has of a kind, the most common first."""
    stmt = select(FacetValue.value).where(FacetValue.category_id == category_id, FacetValue.code == "brand")
    return session.scalars(stmt.order_by(FacetValue.products.desc(), FacetValue.value).limit(limit)).all()
