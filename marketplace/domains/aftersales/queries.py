"""Reading reviews."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, func, select

from marketplace.domains.accounts.models import Person
from marketplace.domains.aftersales.models import Review
from marketplace.domains.catalog.models import Product
from marketplace.foundation.db import session
from marketplace.foundation.paging import Page, Way, paginate
from marketplace.foundation.refusals import Missing

SHOWN = Review.state == "shown"


def find_review_of_line(line_id: int) -> Review | None:
    """Return the review of an order line, shown or hidden."""
    return session.scalars(select(Review).where(Review.order_line_id == line_id)).one_or_none()


def products_reviewed(review_ids: Collection[int]) -> list[int]:
    """Return the products these reviews are about, each once."""
    stmt = select(Review.product_id).where(Review.id.in_(list(review_ids))).distinct()
    return sorted(session.scalars(stmt))


def reviews_of_lines(line_ids: Collection[int]) -> dict[int, Review]:
    """Return order line → review, for those that have one."""
    rows = session.scalars(select(Review).where(Review.order_line_id.in_(line_ids)))
    return {row.order_line_id: row for row in rows}


def reviews_of_product(product_id: int, *, cursor: str | None = None, size: int = 5) -> Page[Any]:
    """Return a page of a product's shown reviews, newest first: rows of review columns and `writer`."""
    columns = (
        Review.id.label("id"),
        Review.stars,
        Review.words,
        Review.reply,
        Review.replied_at,
        Review.created_at,
        Person.display_name.label("writer"),
    )
    stmt = (
        select(*columns)
        .join(Person, Person.id == Review.person_id)
        .where(Review.product_id == product_id, SHOWN)
    )
    return paginate(stmt, keys=[(Review.id, "desc")], cursor=cursor, size=size, scalars=False)


def reviews_of_supplier(
    supplier_id: int, *, waiting: bool = False, cursor: str | None = None, size: int = 20
) -> Page[Any]:
    """Return a page of the reviews a supplier received, newest first: rows of `Review`'s columns, `writer` and product.

    `waiting`: only those without a reply, the oldest first.
    """
    stmt = _received(supplier_id)
    if waiting:
        stmt = stmt.where(Review.reply.is_(None))
    way: Way = "asc" if waiting else "desc"
    return paginate(stmt, keys=[(Review.id, way)], cursor=cursor, size=size, scalars=False)


def _received(supplier_id: int) -> Any:
    columns = (
        Review.id.label("id"),
        Review.stars,
        Review.words,
        Review.reply,
        Review.replied_at,
        Review.created_at,
    )
    return (
        select(*columns, Person.display_name.label("writer"), Product.title, Product.slug)
        .join(Person, Person.id == Review.person_id)
        .join(Product, Product.id == Review.product_id)
        .where(Review.supplier_id == supplier_id, SHOWN)
    )


def get_received_review(review_id: int, *, supplier_id: int) -> Any:
    """Return one row of the same list. Refuses: another's, as if it were not there."""
    found = session.execute(_received(supplier_id).where(Review.id == review_id)).one_or_none()
    if found is None:
        raise Missing
    return found


def how_many_unanswered(supplier_id: int) -> int:
    """Return how many reviews wait for the supplier's reply, counting no further than a hundred."""
    waiting = (
        select(Review.id).where(Review.supplier_id == supplier_id, SHOWN, Review.reply.is_(None)).limit(100)
    )
    return int(session.scalar(select(func.count()).select_from(waiting.subquery())) or 0)


def score_of(product_id: int) -> tuple[int, int]:
    """Return the sum and number of a product's shown stars."""
    total, number = session.execute(
        select(func.coalesce(func.sum(Review.stars), 0), func.count()).where(
            Review.product_id == product_id, SHOWN
        )
    ).one()
    return int(total), int(number)


def stars_by_product(product_ids: Collection[int]) -> Select[*tuple[Any, ...]]:
    """Return the query for the shown stars of these products: product_id, stars (their sum), reviews (their number)."""
    return (
        select(Review.product_id, func.sum(Review.stars).label("stars"), func.count().label("reviews"))
        .where(Review.product_id.in_(product_ids), SHOWN)
        .group_by(Review.product_id)
    )
