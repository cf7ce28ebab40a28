"""What stands on the lines of orders: a product of the catalogue, or somebody's listing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from marketplace.domains.catalog.models import Category, Product
from marketplace.domains.listings.models import Listing
from marketplace.domains.orders.models import Order
from marketplace.domains.photos.queries import shown_tokens
from marketplace.foundation.db import session

# The first photo of a listing that everybody may see, beside a row of it.
_shown = shown_tokens().subquery()
FIRST_PHOTO = (
    select(_shown.c.token)
    .where(_shown.c.holder == func.concat("listing:", Listing.id))
    .order_by(_shown.c.position, _shown.c.id)
    .limit(1)
    .correlate(Listing)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class Good:
    """Where a line's page is, how it is drawn, and whether it is second-hand."""

    url: str
    drawing: str
    used: bool = False
    photo: str | None = None  # its first one's token; a drawing stands for what has none


def goods_of(orders: Sequence[Order]) -> dict[int, Good]:
    """Return line id → what it is, for the lines of one page of orders."""
    lines = [line for order in orders for line in order.lines]
    products = _products({line.product_id for line in lines if line.listing_id is None})
    listings = _listings({line.listing_id for line in lines if line.listing_id is not None})
    return {
        line.id: products[line.product_id] if line.listing_id is None else listings[line.listing_id]
        for line in lines
    }


def _products(ids: Collection[int | None]) -> dict[int | None, Good]:
    if not ids:
        return {}
    rows = session.execute(
        select(Product.id, Product.slug, Product.picture, Category.drawing)
        .join(Category, Category.id == Product.category_id)
        .where(Product.id.in_(ids))
    )
    return {row.id: Good(f"/products/{row.slug}", row.drawing, photo=row.picture) for row in rows}


def _listings(ids: Collection[int]) -> dict[int, Good]:
    if not ids:
        return {}
    rows = session.execute(
        select(Listing.id, Listing.number, FIRST_PHOTO.label("photo"), Category.drawing)
        .outerjoin(Category, Category.id == Listing.category_id)
        .where(Listing.id.in_(ids))
    )
    return {
        row.id: Good(f"/second-hand/{row.number}", row.drawing or "generic", used=True, photo=row.photo)
        for row in rows
    }
