"""The questions to the shelf: composed once for each shape, since composing one costs more than asking it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Numeric,
    Select,
    Text,
    bindparam,
    cast,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from marketplace.domains.catalog.models import Product as ProductModel
from marketplace.domains.catalog.search.ask import Wanted
from marketplace.foundation.paging import Place, cut
from marketplace.foundation.paging import Way as Direction
from marketplace.foundation.search.lexemes import all_of
from marketplace.foundation.search.ways import Look

Keys = Sequence[tuple[str, Direction]]
SORTS: dict[str, Keys] = {
    "popular": (("popularity", "desc"), ("id", "desc")),
    "price": (("price_from", "asc"), ("id", "asc")),
    "price-down": (("price_from", "desc"), ("id", "desc")),
    "newest": (("id", "desc"),),
}
KEYS = ("id", "popularity", "price_from")
# What a card shows, and no more.
CARD = (
    "slug",
    "department_id",
    "category_id",
    "brand",
    "model",
    "in_stock",
    "offers",
    "score_sum",
    "score_count",
    "picture",
)
Product: Any = ProductModel.__table__.c  # rows, no entities: nothing of them is ever changed
# JSON comes as it is written: reading it costs more than fetching it, and whoever knows the card need not.
WRITTEN = (cast(Product.title, Text).label("title_json"), cast(Product.attributes, Text).label("facts_json"))
CARD_COLUMNS = (*(getattr(Product, name) for name in (*KEYS, *CARD)), *WRITTEN)
MOST_SHAPES = 512


@dataclass(frozen=True)
class Shape:
    """All that the SQL of a page depends on; the rest are its parameters."""

    sort: str
    size: int
    walks: bool  # or gathers
    window: int  # rows a walk looks at; 0: as many as it takes
    stepped: bool  # gathers no further than some steps
    at: tuple[bool, bool]  # of the cursor: backward, marked
    scope: str
    searched: bool
    narrowed: bool  # by words, buckets or the part of the tree
    ranges: tuple[tuple[str, bool, bool], ...]
    priced: tuple[bool, bool]
    in_stock: bool


def shape_of(wanted: Wanted, *, sort: str, size: int, look: Look, place: Place) -> Shape:
    """Return the shape of the question for what is wanted."""
    return Shape(
        sort=sort,
        size=size,
        walks=look.walks,
        window=look.window,
        stepped=bool(look.steps or wanted.steps()),
        at=place.shape,
        scope="category_id" if wanted.category_id else "department_id" if wanted.department_id else "",
        searched=bool(wanted.terms),
        narrowed=bool(wanted.tsquery(indexed=True)),
        ranges=tuple((b.code, b.low is not None, b.high is not None) for b in wanted.ranges),
        priced=(wanted.price_low is not None, wanted.price_high is not None),
        in_stock=wanted.in_stock,
    )


def parameters_of(wanted: Wanted, shape: Shape, look: Look, place: Place) -> dict[str, Any]:
    """Return what the question of this shape wants to know."""
    steps = [*wanted.steps(), *([look.steps] if look.steps else [])]
    ends = [(f"{end}_{i}", getattr(b, end)) for i, b in enumerate(wanted.ranges) for end in ("low", "high")]
    return {
        "query": wanted.tsquery(indexed=not shape.walks),
        "steps": all_of(steps),
        "scope": wanted.category_id or wanted.department_id,
        "price_low": wanted.price_low,
        "price_high": wanted.price_high,
        **dict(ends),
        **place.marks,
    }


@lru_cache(maxsize=MOST_SHAPES)
def question(shape: Shape) -> Select[*tuple[Any, ...]]:
    """Return the statement of a page of this shape."""
    # Only whether there are marks matters here; their values are parameters.
    place = Place(shape.at[0], dict.fromkeys(["mark_0"] if shape.at[1] else []))
    return _walk(shape, place) if shape.walks else _gather(shape, place)


def _walk(shape: Shape, place: Place) -> Select[*tuple[Any, ...]]:
    """Walk the shelf's own index in the order asked for, checking row by row, until a page is full."""
    keys = SORTS[shape.sort]
    by_price = keys[0][0] == "price_from"  # then the price is where the walk begins and ends
    stmt = select(*CARD_COLUMNS, Product.attributes, Product.search.label("search"))
    stmt = stmt.where(Product.on_shelf, *_scope(shape), *(_price(shape, Product) if by_price else ()))
    return cut(
        stmt,
        keys=[(getattr(Product, name), way) for name, way in keys],
        place=place,
        size=shape.size,
        sieve=lambda columns: _sieve(shape, columns, priced=not by_price),
        window=shape.window or None,
        unseen=("search", "attributes"),
    )


def _sieve(shape: Shape, columns: Any, *, priced: bool) -> list[ColumnElement[bool]]:
    """Return the conditions a walk checks. A function, not `@@`: no index is to be tempted by it."""
    words = [func.ts_match_vq(columns.search, _query(), type_=Boolean)] if shape.searched else []
    return [*words, *_exact(shape, columns), *(_price(shape, columns) if priced else ())]


def _gather(shape: Shape, place: Place) -> Select[*tuple[Any, ...]]:
    """Gather all that matches, then sort. The keys are expressions, so that no ordered index is tempting."""
    plain = {name: (getattr(Product, name) + 0).label(name) for name in KEYS}
    stmt = select(*plain.values(), *CARD_COLUMNS[len(KEYS) :]).where(Product.on_shelf)
    found = [Product.search.op("@@")(_query())] if shape.narrowed else []
    found += [Product.steps.op("@@")(_query("steps"))] if shape.stepped else []
    stmt = stmt.where(*found, *_exact(shape, Product), *_price(shape, Product, still=True))
    return cut(
        stmt, keys=[(plain[name], way) for name, way in SORTS[shape.sort]], place=place, size=shape.size
    )


def _query(name: str = "query") -> ColumnElement[str]:
    return cast(bindparam(name, type_=TSQUERY), TSQUERY)


def _scope(shape: Shape) -> list[ColumnElement[bool]]:
    return [getattr(Product, shape.scope) == bindparam("scope", type_=BigInteger)] if shape.scope else []


def _price(shape: Shape, columns: Any, *, still: bool = False) -> list[ColumnElement[bool]]:
    price: Any = columns.price_from + 0 if still else columns.price_from
    low, high = (bindparam(name, type_=BigInteger) for name in ("price_low", "price_high"))
    return ([price >= low] if shape.priced[0] else []) + ([price <= high] if shape.priced[1] else [])


def _exact(shape: Shape, columns: Any) -> list[ColumnElement[bool]]:
    """Return the ranges to the digit: the buckets of the index are a little wider."""
    found: list[ColumnElement[bool]] = [columns.in_stock] if shape.in_stock else []
    for i, (code, has_low, has_high) in enumerate(shape.ranges):
        value = cast(columns.attributes.op("->>")(code), Numeric)
        found += [value >= bindparam(f"low_{i}", type_=Numeric)] if has_low else []
        found += [value <= bindparam(f"high_{i}", type_=Numeric)] if has_high else []
    return found
