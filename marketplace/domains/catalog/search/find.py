"""Answer what is wanted: one page of the shelf in the order asked for, by the cheaper way."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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
from marketplace.domains.catalog.search.shape import SORTS, parameters_of, question, shape_of
from marketplace.foundation.db import session
from marketplace.foundation.paging import Page, page_of, place_of

PAGE_SIZE = 24


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
    sort = sort if sort in SORTS else "popular"
    known = frequencies()
    if choose(wanted, known, size=size, by_price=sort.startswith("price")) == "gather":
        return Found(_page(wanted, sort, cursor, size), "gather")
    page = _page(wanted, sort, cursor, size, window=LONGEST_WALK)
    # Few rows after a long walk: what matches stands far back in this order.
    if len(page.rows) < size and is_narrow(wanted) and known.within(wanted) > LONGEST_WALK:
        if expected(wanted, known) > MOST_GATHERED:
            return Found(_page(wanted, sort, cursor, size, window=LONG_WALK), "walk")
        return Found(_page(wanted, sort, cursor, size), "gather")
    return Found(page, "walk")


def is_narrow(wanted: Wanted) -> bool:
    """Say whether an index other than the shelf's order can find what is wanted."""
    priced = wanted.price_low is not None or wanted.price_high is not None
    return bool(wanted.terms or wanted.buckets()) or priced


def _page(wanted: Wanted, sort: str, cursor: str | None, size: int, *, window: int = 0) -> Page[Any]:
    names = [name for name, _ in SORTS[sort]]
    place = place_of(cursor, [getattr(Product, name) for name in names])
    shape = shape_of(wanted, sort=sort, size=size, window=window, place=place)
    rows = session.execute(question(shape), parameters_of(wanted, shape, place)).all()
    return page_of(list(rows), place, names=names, size=size)


__all__ = ["PAGE_SIZE", "SORTS", "Found", "find", "is_narrow"]
