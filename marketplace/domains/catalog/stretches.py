"""The shelf by stretches of ids, for machines that read all of it: no stretch is found by counting those before."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from marketplace.domains.catalog.models import Product
from marketplace.foundation import stretches as by_id
from marketplace.foundation.db import session

SHELVED = Product.on_shelf.expression


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


def stretches(length: int) -> Sequence[int]:
    """Return the stretches of ids, `length` each, in which products are on the shelf."""
    return by_id.stretches(Product.id, SHELVED, length=length)


def _shelved(first: int, before: int) -> tuple[by_id.Shown, ...]:
    return by_id.within(Product.id, SHELVED, first, before)
