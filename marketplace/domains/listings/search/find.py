"""One page of the second-hand shelf, in the order asked for, by the cheaper way."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Numeric, Select, cast, func, literal, select, text
from sqlalchemy.dialects.postgresql import TSQUERY

from marketplace.domains.listings.models import Listing as ListingModel
from marketplace.domains.listings.search.plan import (
    LONG_WALK,
    LONGEST_WALK,
    MOST_GATHERED,
    choose,
    frequencies,
)
from marketplace.domains.listings.search.sought import Sought
from marketplace.foundation.db import session
from marketplace.foundation.paging import Page, Place, cut, page_of, place_of
from marketplace.foundation.paging import Way as Direction

PAGE_SIZE = 24
SORTS: dict[str, Sequence[tuple[str, Direction]]] = {
    "newest": (("published_at", "desc"), ("id", "desc")),
    "price": (("price", "asc"), ("id", "asc")),
    "price-down": (("price", "desc"), ("id", "desc")),
}
KEYS = ("id", "price", "published_at")
Listing: Any = ListingModel.__table__.c  # rows, no entities: nothing of them is ever changed
# What a card shows, and no more.
CARD = (
    "number", "seller_id", "category_id", "title", "grade", "made_on", "energy_kwh_year", "new_price", "province",
    "city", "place", "takes_proposals", "state",
)  # fmt: skip
CARD_COLUMNS = tuple(getattr(Listing, name) for name in (*KEYS, *CARD))
SHOWN = text("listing.state = 'published'")  # as the indexes say it, so that they are recognised


def find(
    sought: Sought, *, sort: str = "newest", cursor: str | None = None, size: int = PAGE_SIZE
) -> Page[Any]:
    """Return one page of what is sought on the shelf. An unknown sort is the newest first."""
    sort = sort if sort in SORTS else "newest"
    known = frequencies()
    if choose(sought, known, size=size, by_price=sort != "newest") == "gather":
        return _page(sought, sort, cursor, size)
    page = _page(sought, sort, cursor, size, window=LONGEST_WALK)
    # Few rows after a long walk: what matches stands far back in this order.
    if len(page.rows) < size and _sieves(sought) and known.within(sought) > LONGEST_WALK:
        if not sought.asked or known.expected(sought) > MOST_GATHERED:
            return _page(sought, sort, cursor, size, window=LONG_WALK)
        return _page(sought, sort, cursor, size)
    return page


def _page(sought: Sought, sort: str, cursor: str | None, size: int, *, window: int = 0) -> Page[Any]:
    names = [name for name, _ in SORTS[sort]]
    place = place_of(cursor, [getattr(Listing, name) for name in names])
    ask = _walk if window else _gather
    rows = session.execute(ask(sought, sort, place, size, window), place.marks).all()
    return page_of(list(rows), place, names=names, size=size)


def _sieves(sought: Sought) -> bool:
    return sought.is_narrow or bool(sought.limits) or sought.made_since is not None


def _walk(sought: Sought, sort: str, place: Place, size: int, window: int) -> Select[*tuple[Any, ...]]:
    """Walk the shelf's own index in the order asked for, checking row by row, until a page is full."""
    by_price = sort != "newest"  # then the price is where the walk begins and ends
    stmt = select(*CARD_COLUMNS, Listing.attributes, Listing.search).where(SHOWN, *_scope(sought))
    stmt = stmt.where(*(_price(sought, Listing.price) if by_price else ()))
    if not _sieves(sought):
        window = size + 1
    return cut(
        stmt,
        keys=[(getattr(Listing, name), way) for name, way in SORTS[sort]],
        place=place,
        size=size,
        sieve=lambda columns: _sieve(sought, columns, priced=not by_price),
        window=window,
        unseen=("search", "attributes"),
    )


def _sieve(sought: Sought, columns: Any, *, priced: bool) -> list[ColumnElement[bool]]:
    """Return the conditions a walk checks. A function, not `@@`: no index is to be tempted by it."""
    query = sought.tsquery()
    words = [func.ts_match_vq(columns.search, _tsquery(query), type_=Boolean)] if query else []
    return [*words, *_exact(sought, columns), *(_price(sought, columns.price) if priced else ())]


def _gather(sought: Sought, sort: str, place: Place, size: int, _: int) -> Select[*tuple[Any, ...]]:
    """Gather all that matches, then sort. The keys are expressions, so that no ordered index is tempting."""
    zero: dict[str, Any] = {"id": 0, "price": 0, "published_at": text("interval '0'")}
    plain = {name: (getattr(Listing, name) + zero[name]).label(name) for name in KEYS}
    for name, column in plain.items():
        column.type = getattr(Listing, name).type
    stmt = select(*plain.values(), *CARD_COLUMNS[len(KEYS) :]).where(
        SHOWN, Listing.search.op("@@")(_tsquery(sought.tsquery(indexed=True)))
    )
    stmt = stmt.where(*_exact(sought, Listing), *_price(sought, Listing.price + 0))
    return cut(stmt, keys=[(plain[name], way) for name, way in SORTS[sort]], place=place, size=size)


def _tsquery(query: str) -> ColumnElement[str]:
    return cast(literal(query, TSQUERY), TSQUERY)


def _scope(sought: Sought) -> list[ColumnElement[bool]]:
    wanted = sought.category_id or sought.department_id
    return [getattr(Listing, sought.scope) == wanted] if sought.scope else []


def _price(sought: Sought, price: Any) -> list[ColumnElement[bool]]:
    low, high = sought.price_low, sought.price_high
    return ([price >= low] if low is not None else []) + ([price <= high] if high is not None else [])


def _exact(sought: Sought, columns: Any) -> list[ColumnElement[bool]]:
    """Return the limits to the digit: the buckets of the index are a little wider."""
    found: list[ColumnElement[bool]] = []
    if sought.made_since is not None:
        found.append(columns.made_on >= sought.made_since)
    for limit in sought.limits:
        kwh = limit.code == "kwh"
        value = columns.energy_kwh_year if kwh else cast(columns.attributes.op("->>")(limit.code), Numeric)
        found += [value >= limit.low] if limit.low is not None else []
        found += [value <= limit.high] if limit.high is not None else []
    return found
