"""Which orders hold what is so called, asked of the indexes that buyers search with."""

from typing import Any

from sqlalchemy import Boolean, Select, cast, false, func, or_, select, union
from sqlalchemy.dialects.postgresql import TSQUERY

from marketplace.domains.catalog.models import Product
from marketplace.domains.catalog.queries import is_common, tsquery_of
from marketplace.domains.listings.models import Listing
from marketplace.domains.orders.models import Order, OrderLine


def holds(words: str, *, or_in: tuple[Select[int], ...] = ()) -> Any:
    """Return the condition that an order holds goods so called, or is among the ids of one of these queries.

    What is rare is gathered through the indexes; what half of all orders hold is found sooner by looking at each.
    """
    query = tsquery_of(words)
    if query and is_common(words):
        return or_(*(Order.id.in_(ids) for ids in or_in), _looked_at(query))
    ids = [*or_in, *(_gathered(query) if query else ())]
    return Order.id.in_(union(*ids)) if ids else false()


def _gathered(query: str) -> list[Select[int]]:
    products, listings = (
        select(kind.id).where(kind.search.op("@@")(cast(query, TSQUERY))) for kind in (Product, Listing)
    )
    return [
        select(OrderLine.order_id).where(OrderLine.product_id.in_(products)),
        select(OrderLine.order_id).where(OrderLine.listing_id.in_(listings)),
    ]


def _looked_at(query: str) -> Any:
    # A function, not `@@`: no index is to be tempted by it.
    matches = (
        func.ts_match_vq(kind.search, cast(query, TSQUERY), type_=Boolean) for kind in (Product, Listing)
    )
    return (
        select(OrderLine.id)
        .outerjoin(Product, Product.id == OrderLine.product_id)
        .outerjoin(Listing, Listing.id == OrderLine.listing_id)
        .where(OrderLine.order_id == Order.id, or_(*matches))
        .exists()
    )
