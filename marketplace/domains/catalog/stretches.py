"""The shelf by stretches of ids, for machines that read all of it: no stretch is found by counting those before."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from marketplace.domains.catalog.models import Product
from marketplace.foundation.db import session


def products_between(first: int, before: int) -> Sequence[Any]:
    """Return the products on the shelf with these ids, for the sitemap: `id`, `slug`, `updated_at`."""
    stmt = select(Product.id, Product.slug, Product.updated_at)
    return session.execute(stmt.where(*_shelved(first, before)).order_by(Product.id)).all()


def state_between(first: int, before: int) -> tuple[int, datetime | None]:
    """Return how many products with these ids are on the shelf, and when the last of them changed."""
    number, changed = session.execute(
        select(func.count(), func.max(Product.updated_at)).where(*_shelved(first, before))
    ).one()
    return number, changed


def stretches(size: int) -> Sequence[int]:
    """Return the numbers n for which products of the ids n·size up to the next are on the shelf.

    One look into an index for each stretch, whatever stands in it: nothing is counted.
    """
    ends = select(func.min(Product.id) // size, func.max(Product.id) // size).where(Product.on_shelf)
    low, high = session.execute(ends).one()
    if low is None:
        return []
    n = func.generate_series(low, high).column_valued("n")
    here = select(Product.id).where(*_shelved(n * size, (n + 1) * size))
    return session.scalars(select(n).where(here.limit(1).exists()).order_by(n)).all()


def _shelved(first: Any, before: Any) -> tuple[Any, Any, Any]:
    return Product.on_shelf, Product.id >= first, Product.id < before
