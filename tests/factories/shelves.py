"""A second-hand shelf to look through: listings of real kinds, found by what they are. Every call commits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from marketplace.domains.catalog.models import Category
from marketplace.domains.catalog.search.plan import SHELF as NEW
from marketplace.domains.catalog.seed import seed
from marketplace.domains.catalog.tree import atlas
from marketplace.domains.listings.models import Listing
from marketplace.domains.listings.search.find import SHELF as USED
from marketplace.foundation.db import door, session
from marketplace.journeys.browsing.index_listings import index_listings
from tests.factories import used

if TYPE_CHECKING:
    from marketplace.domains.accounts.models import Person

BEIJING = {"province": "北京市", "city": "市辖区", "district": "东城区"}
SHENZHEN = {"province": "广东省", "city": "深圳市", "district": "南山区"}


def plant() -> None:
    """Plant the tree of categories."""
    if session.scalar(select(Category.id).limit(1)) is None:
        seed()
        session.commit()
    for kept in (atlas, NEW, USED):
        kept.forget()


def found(slug: str = "two-door-fridges", of: Person | None = None, **more: Any) -> Listing:
    """A listing of a kind on the shelf, found by its words."""
    category = session.scalars(select(Category).where(Category.slug == slug)).one()
    if isinstance(place := more.get("place"), dict):
        more = {"province": place["province"], "city": place["city"], **more}
    row = used.listing(of, category=category, **more)
    index(row)
    return row


def index(*rows: Listing) -> None:
    """Have these found by what they say now."""
    with door():
        index_listings(listing_ids=[row.id for row in rows])
