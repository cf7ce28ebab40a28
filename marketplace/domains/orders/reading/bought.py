"""Which orders hold what is so called, asked of the indexes that buyers search with."""

from typing import Any

from sqlalchemy import cast, false, select, union
from sqlalchemy.dialects.postgresql import TSQUERY

from marketplace.domains.catalog.models import Product
from marketplace.domains.catalog.queries import tsquery_of
from marketplace.domains.listings.models import Listing
from marketplace.domains.orders.models import OrderLine


def bought(words: str) -> Any:
    """Return the query for the orders of goods so called."""
    query = tsquery_of(words)
    if not query:
        return select(OrderLine.order_id).where(false())
    products, listings = (
        select(kind.id).where(kind.search.op("@@")(cast(query, TSQUERY))) for kind in (Product, Listing)
    )
    return union(
        select(OrderLine.order_id).where(OrderLine.product_id.in_(products)),
        select(OrderLine.order_id).where(OrderLine.listing_id.in_(listings)),
    )
