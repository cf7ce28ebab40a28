"""Products as staff look through them: on the shelf, off it, hidden."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import cast, func, or_, select
from sqlalchemy.dialects.postgresql import TSQUERY

from marketplace.domains.catalog.models import Category, ImportBatch, Offer, Product
from marketplace.domains.catalog.queries import tsquery_of
from marketplace.foundation.db import session
from marketplace.foundation.paging import Page, paginate
from marketplace.foundation.queues import Question
from marketplace.foundation.refusals import Missing

STATES = ("on", "off", "hidden")
SHOWN = ("shown", "hidden")  # categories


def find_products(
    *, q: str = "", state: str = "", category_id: int | None = None, cursor: str | None = None, size: int = 30
) -> Page[Any]:
    """Return a page of products, newest first: `q` is words as shoppers use them, a model, or a whole address."""
    stmt, words = select(Product), q.strip()
    if words:
        query = tsquery_of(words)
        found = [Product.search.op("@@")(cast(query, TSQUERY))] if query else []
        stmt = stmt.where(or_(Product.slug == words.lower(), *found))
    if category_id is not None:
        stmt = stmt.where(or_(Product.category_id == category_id, Product.department_id == category_id))
    if state in STATES:
        on, hidden = Product.on_shelf, Product.hidden
        stmt = stmt.where({"on": on, "off": ~on & ~hidden, "hidden": hidden}[state])
    return paginate(stmt, keys=[(Product.id, "desc")], cursor=cursor, size=size)


def failed_imports(since: datetime) -> Question:
    """Return the question how many imports failed since then, and when the first of them began."""
    stmt = select(func.count(), func.min(ImportBatch.created_at))
    return stmt.where(ImportBatch.state == "failed", ImportBatch.created_at >= since)


def count_offers(supplier_id: int) -> tuple[int, int]:
    """Return how many offers a supplier has, and how many of them are on."""
    stmt = select(func.count(), func.count().filter(Offer.state == "on")).where(
        Offer.supplier_id == supplier_id
    )
    every, on = session.execute(stmt).one()
    return every, on


def every_category() -> Sequence[Category]:
    """Return all departments and categories, shown or hidden, in their order."""
    stmt = select(Category).order_by(Category.parent_id.nulls_first(), Category.position, Category.id)
    return session.scalars(stmt).all()


def find_categories(
    *, above: Category | None = None, q: str = "", state: str = "", cursor: str | None = None, size: int = 30
) -> Page[Category]:
    """Return a page of the tree in its order: the departments, those below `above`, or (`q`) all so called."""
    stmt, words = select(Category), q.strip()
    if words:
        called = [Category.name[name].astext.icontains(words, autoescape=True) for name in ("en", "zh")]
        stmt = stmt.where(or_(Category.slug.icontains(words, autoescape=True), *called))
    else:
        stmt = stmt.where(Category.parent_id == above.id if above else Category.parent_id.is_(None))
    if state in SHOWN:
        stmt = stmt.where(Category.state == state)
    return paginate(stmt, keys=[(Category.position, "asc"), (Category.id, "asc")], cursor=cursor, size=size)


def sizes_of(ids: Collection[int]) -> dict[int, int]:
    """Return department → how many categories stand in it."""
    stmt = select(Category.parent_id, func.count()).where(Category.parent_id.in_(ids))
    rows = session.execute(stmt.group_by(Category.parent_id)) if ids else ()
    return {parent_id: number for parent_id, number in rows if parent_id is not None}


def find_category(category_id: int) -> Category:
    """Return a category. Refuses: one that does not exist."""
    found = session.get(Category, category_id)
    if found is None:
        raise Missing
    return found
