"""Answer what is wanted: one page of the shelf in the order asked for, by the cheaper way."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Numeric, Select, cast, func, literal_column, select
from sqlalchemy.dialects.postgresql import TSQUERY

from marketplace.domains.catalog.models import Product
from marketplace.domains.catalog.search.ask import Wanted
from marketplace.domains.catalog.search.plan import LONGEST_WALK, Way, choose, frequencies
from marketplace.foundation.db import session
from marketplace.foundation.paging import Page, paginate

PAGE_SIZE = 24
SORTS: dict[str, tuple[tuple[str, str], ...]] = {
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
    way = choose(wanted, known, size=size)
    if way == "gin":
        return Found(_through_gin(wanted, keys, cursor, size), "gin")
    page = _along_the_shelf(wanted, keys, cursor, size)
    # Few rows after a long walk: what matches stands far back on this order. GIN knows where.
    if wanted.tsquery() and len(page.rows) < size and known.rows > LONGEST_WALK:
        return Found(_through_gin(wanted, keys, cursor, size), "gin")
    return Found(page, "walk")


def walk_statement(wanted: Wanted) -> Select[Any]:
    """Return the shelf in the part of the tree; `sieve` holds the rest."""
    stmt = select(*(getattr(Product, name) for name in (*KEYS, *CARD)), Product.search.label("search"))
    return stmt.where(Product.on_shelf, *_scope(wanted), *_price(wanted))


def sieve(wanted: Wanted, columns: Any) -> list[ColumnElement[bool]]:
    """Return the conditions a walk checks row by row. A function, not `@@`: no index can be tempted by it."""
    query = wanted.tsquery()
    found: list[ColumnElement[bool]] = []
    if query:
        found.append(func.ts_match_vq(columns.search, cast(query, TSQUERY), type_=Boolean))
    return [*found, *_exact(wanted, columns)]


def _along_the_shelf(wanted: Wanted, keys: Any, cursor: str | None, size: int) -> Page[Any]:
    return paginate(
        walk_statement(wanted),
        keys=[(getattr(Product, name), way) for name, way in keys],
        cursor=cursor,
        size=size,
        scalars=False,
        sieve=lambda columns: sieve(wanted, columns),
        window=LONGEST_WALK,
        unseen=("search",),
    )


def gin_statement(wanted: Wanted) -> Select[Any]:
    """Return all that matches; its order is by expressions, so that no ordered index is tempting."""
    keys = [(getattr(Product, name) + 0).label(name) for name in KEYS]
    return select(*keys, *(getattr(Product, name) for name in CARD)).where(
        Product.on_shelf,
        Product.search.op("@@")(cast(wanted.tsquery(scoped=True), TSQUERY)),
        *_price(wanted, still=True),
        *_exact(wanted, Product),
    )


def _through_gin(wanted: Wanted, keys: Any, cursor: str | None, size: int) -> Page[Any]:
    plain = {name: (getattr(Product, name) + 0).label(name) for name in KEYS}
    return paginate(
        gin_statement(wanted),
        keys=[(plain[name], way) for name, way in keys],
        cursor=cursor,
        size=size,
        scalars=False,
    )


def _scope(wanted: Wanted) -> list[ColumnElement[bool]]:
    if wanted.category_id:
        return [Product.category_id == wanted.category_id]
    if wanted.department_id:
        return [Product.department_id == wanted.department_id]
    return []


def _price(wanted: Wanted, *, still: bool = False) -> list[ColumnElement[bool]]:
    price: Any = Product.price_from + 0 if still else Product.price_from
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


def is_there_any(wanted: Wanted) -> bool:
    """Say whether anything at all matches."""
    stmt = select(literal_column("1")).select_from(gin_statement(wanted).limit(1).subquery())
    return session.execute(stmt).first() is not None
