"""Answer what is wanted: one page of the shelf in the order asked for."""

from typing import Any

from marketplace.domains.catalog.models import Product
from marketplace.domains.catalog.search.ask import Wanted
from marketplace.domains.catalog.search.plan import SHELF, asked_of, onwards
from marketplace.domains.catalog.search.shape import SORTS, parameters_of, question, shape_of
from marketplace.foundation.db import session
from marketplace.foundation.paging import Page, page_of, place_of
from marketplace.foundation.search.ways import Look, look

PAGE_SIZE = 24


def find(
    wanted: Wanted, *, sort: str = "popular", cursor: str | None = None, size: int = PAGE_SIZE
) -> Page[Any]:
    """Return one page of what is wanted. An unknown sort is the popular one."""
    sort = sort if sort in SORTS else "popular"
    names = [name for name, _ in SORTS[sort]]
    place = place_of(cursor, [getattr(Product, name) for name in names])

    def attempt(at: Look) -> list[Any]:
        shape = shape_of(wanted, sort=sort, size=size, look=at, place=place)
        return list(session.execute(question(shape), parameters_of(wanted, shape, at, place)))

    rows = look(
        attempt,
        asked_of(wanted, by_price=sort.startswith("price")),
        SHELF.read(),
        size=size,
        onwards=lambda: onwards(wanted, sort, place),
    )
    return page_of(rows, place, names=names, size=size)


__all__ = ["PAGE_SIZE", "SORTS", "find"]
