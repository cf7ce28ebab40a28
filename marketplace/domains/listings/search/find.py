"""One page of the second-hand shelf, in the order asked for, by the cheaper way."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Numeric, Select, cast, func, literal, select, text
from sqlalchemy.dialects.postgresql import TSQUERY

from marketplace.domains.catalog.models import PRICE_STEPS
from marketplace.domains.listings.models import Listing as ListingModel
from marketplace.domains.listings.search.sought import Sought
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.foundation.paging import Page, Place, cut, page_of, place_of
from marketplace.foundation.paging import Way as Direction
from marketplace.foundation.search.lexemes import all_of
from marketplace.foundation.search.statistics import Statistics
from marketplace.foundation.search.steps import DAY, DAYS, seconds
from marketplace.foundation.search.ways import Look, look

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
SHELF = Statistics("listing")
SHOWN = text("listing.state = 'published'")  # as the indexes say it, so that they are recognised


def find(
    sought: Sought, *, sort: str = "newest", cursor: str | None = None, size: int = PAGE_SIZE
) -> Page[Any]:
    """Return one page of what is sought on the shelf. An unknown sort is the newest first."""
    sort = sort if sort in SORTS else "newest"
    names, by_price = [name for name, _ in SORTS[sort]], sort != "newest"
    place = place_of(cursor, [getattr(Listing, name) for name in names])

    def attempt(at: Look) -> list[Any]:
        ask = _walk if at.walks else _gather
        return list(session.execute(ask(sought, sort, place, size, at), place.marks))

    rows = look(
        attempt,
        sought.asked(by_price=by_price),
        SHELF.read(),
        size=size,
        onwards=lambda: _onwards(sought, sort, place),
    )
    return page_of(rows, place, names=names, size=size)


def _onwards(sought: Sought, sort: str, place: Place) -> Sequence[str]:
    """Return the steps of an order from a place on."""
    start: Any = place.marks.get("mark_0")
    if sort == "newest":
        now = seconds(clock.now()) + DAY  # clocks differ
        if place.backward:
            return list(DAYS.on(seconds(start), now))
        return list(DAYS.back(seconds(start) if start is not None else now))
    steps = PRICE_STEPS.onwards(start, falling=place.backward is (sort == "price"))
    return [step for step in steps if step in sought.priced] if sought.priced else steps


def _walk(sought: Sought, sort: str, place: Place, size: int, at: Look) -> Select[*tuple[Any, ...]]:
    """Walk the shelf's own index in the order asked for, checking row by row, until a page is full."""
    by_price = sort != "newest"  # then the price is where the walk begins and ends
    stmt = select(*CARD_COLUMNS, Listing.attributes, Listing.search).where(SHOWN, *_scope(sought))
    stmt = stmt.where(*(_price(sought, Listing.price) if by_price else ()))
    return cut(
        stmt,
        keys=[(getattr(Listing, name), way) for name, way in SORTS[sort]],
        place=place,
        size=size,
        sieve=lambda columns: _sieve(sought, columns, priced=not by_price),
        window=at.window or None,
        unseen=("search", "attributes"),
    )


def _sieve(sought: Sought, columns: Any, *, priced: bool) -> list[ColumnElement[bool]]:
    """Return the conditions a walk checks."""
    words = _holds(sought.tsquery(), columns.search)
    return [*words, *_exact(sought, columns), *(_price(sought, columns.price) if priced else ())]


def _gather(sought: Sought, sort: str, place: Place, size: int, at: Look) -> Select[*tuple[Any, ...]]:
    """Gather what matches within these steps, then sort. Keys are expressions: no ordered index tempts."""
    zero: dict[str, Any] = {"id": 0, "price": 0, "published_at": text("interval '0'")}
    plain = {name: (getattr(Listing, name) + zero[name]).label(name) for name in KEYS}
    for name, column in plain.items():
        column.type = getattr(Listing, name).type
    stmt = select(*plain.values(), *CARD_COLUMNS[len(KEYS) :]).where(SHOWN)
    steps = all_of(group for group in (sought.priced, at.steps) if group)
    for column, query in ((Listing.search, sought.indexed()), (Listing.steps, steps)):
        stmt = stmt.where(column.op("@@")(_tsquery(query))) if query else stmt
    stmt = stmt.where(*_holds(sought.filling(), Listing.search))
    stmt = stmt.where(*_exact(sought, Listing), *_price(sought, Listing.price + 0))
    return cut(stmt, keys=[(plain[name], way) for name, way in SORTS[sort]], place=place, size=size)


def _holds(query: str, column: Any) -> list[ColumnElement[bool]]:
    """Return what checks words row by row: a function, not `@@`, so that no index is tempted by it."""
    return [func.ts_match_vq(column, _tsquery(query), type_=Boolean)] if query else []


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
