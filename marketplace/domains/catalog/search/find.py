"""Answer what is wanted: one page of the shelf in the order asked for, by the cheaper way."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Numeric, cast, func, select
from sqlalchemy.dialects.postgresql import TSQUERY

from marketplace.domains.catalog.models import Product
from marketplace.domains.catalog.search.ask import Wanted
from marketplace.domains.catalog.search.plan import (
    LONG_WALK,
    LONGEST_WALK,
    MOST_GATHERED,
    Way,
    choose,
    expected,
    frequencies,
)
from marketplace.foundation.paging import Page, paginate
from marketplace.foundation.paging import Way as Direction

PAGE_SIZE = 24
Keys = Sequence[tuple[str, Direction]]
SORTS: dict[str, Keys] = {
    "popular": (("popularity", "desc"), ("id", "desc")),
    "price": (("price_from", "asc"), ("id", "asc")),
    "price-down": (("price_from", "desc"), ("id", "desc")),
    "newest": (("id", "desc"),),
}
# What a card shows, and no more: the attributes' JSON is the widest of it.
CARD = (
    "slug",
    "department_id",
    "category_id",
    "brand",
    "model",
    "title",
    "attributes",
    "in_stock",
    "offers",
    "score_sum",
    "score_count",
)
KEYS = ("id", "popularity", "price_from")


@dataclass(frozen=True)
class Found:
    """A page of cards, and how it was found."""

    page: Page[Any]
    way: Way

    @property
    def rows(self) -> Sequence[Any]:
        return self.page.rows


def find(wanted: Wanted, *, sort: str = "popular", cursor: str | None = None, size: int = PAGE_SIZE) -> Found:
    """Return one page of what is wanted. An unknown sort is the popular one."""
    keys = SORTS.get(sort, SORTS["popular"])
    known = frequencies()
    if choose(wanted, known, size=size, by_price=keys[0][0] == "price_from") == "gather":
        return Found(_gathered(wanted, keys, cursor, size), "gather")
    page = _walked(wanted, keys, cursor, size, LONGEST_WALK)
    # Few rows after a long walk: what matches stands far back in this order.
    if len(page.rows) < size and is_narrow(wanted) and known.within(wanted) > LONGEST_WALK:
        if expected(wanted, known) > MOST_GATHERED:
            return Found(_walked(wanted, keys, cursor, size, LONG_WALK), "walk")
        return Found(_gathered(wanted, keys, cursor, size), "gather")
    return Found(page, "walk")


def is_narrow(wanted: Wanted) -> bool:
    """Say whether an index other than the shelf's order can find what is wanted."""
    priced = wanted.price_low is not None or wanted.price_high is not None
    return bool(wanted.terms or wanted.buckets()) or priced


def _walked(wanted: Wanted, keys: Keys, cursor: str | None, size: int, window: int) -> Page[Any]:
    """Walk the shelf's own index in the order asked for, checking row by row, until a page is full."""
    by_price = keys[0][0] == "price_from"  # then the price is where the walk begins and ends
    stmt = select(*(getattr(Product, name) for name in (*KEYS, *CARD)), Product.search.label("search"))
    stmt = stmt.where(Product.on_shelf, *_scope(wanted), *(_price(wanted, Product) if by_price else ()))
    return paginate(
        stmt,
        keys=[(getattr(Product, name), way) for name, way in keys],
        cursor=cursor,
        size=size,
        scalars=False,
        sieve=lambda columns: _sieve(wanted, columns, priced=not by_price),
        window=window,
        unseen=("search",),
    )


def _sieve(wanted: Wanted, columns: Any, *, priced: bool) -> list[ColumnElement[bool]]:
    """Return the conditions a walk checks. A function, not `@@`: no index is to be tempted by it."""
    query = wanted.tsquery()
    words = [func.ts_match_vq(columns.search, cast(query, TSQUERY), type_=Boolean)] if query else []
    return [*words, *_exact(wanted, columns), *(_price(wanted, columns) if priced else ())]


def _gathered(wanted: Wanted, keys: Keys, cursor: str | None, size: int) -> Page[Any]:
    """Gather all that matches, then sort. The keys are expressions, so that no ordered index is tempting."""
    plain = {name: (getattr(Product, name) + 0).label(name) for name in KEYS}
    stmt = select(*plain.values(), *(getattr(Product, name) for name in CARD)).where(Product.on_shelf)
    if wanted.terms or wanted.buckets():
        found = Product.search.op("@@")(cast(wanted.tsquery(indexed=True), TSQUERY))
        stmt = stmt.where(found, *_exact(wanted, Product), *_price(wanted, Product, still=True))
    else:
        stmt = stmt.where(*_scope(wanted), *_exact(wanted, Product), *_price(wanted, Product))
    ordered = [(plain[name], way) for name, way in keys]
    return paginate(stmt, keys=ordered, cursor=cursor, size=size, scalars=False)


def _scope(wanted: Wanted) -> list[ColumnElement[bool]]:
    if wanted.category_id:
        return [Product.category_id == wanted.category_id]
    if wanted.department_id:
        return [Product.department_id == wanted.department_id]
    return []


def _price(wanted: Wanted, columns: Any, *, still: bool = False) -> list[ColumnElement[bool]]:
    price: Any = columns.price_from + 0 if still else columns.price_from
    low = [price >= wanted.price_low] if wanted.price_low is not None else []
    return low + ([price <= wanted.price_high] if wanted.price_high is not None else [])


def _exact(wanted: Wanted, columns: Any) -> list[ColumnElement[bool]]:
    """Return the ranges to the digit: the buckets of the index are a little wider."""
    found: list[ColumnElement[bool]] = [columns.in_stock] if wanted.in_stock else []
    for bound in wanted.ranges:
        value = cast(columns.attributes.op("->>")(bound.code), Numeric)
        found += [value >= bound.low] if bound.low is not None else []
        found += [value <= bound.high] if bound.high is not None else []
    return found
