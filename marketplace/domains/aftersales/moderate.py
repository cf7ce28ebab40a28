"""Hide a review that breaks the rules, and show it again; each with its reason."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from marketplace.domains.accounts.models import Person
from marketplace.domains.aftersales.events import ReviewModerated
from marketplace.domains.aftersales.models import Review
from marketplace.domains.aftersales.states import REVIEW
from marketplace.domains.catalog.models import Product
from marketplace.domains.suppliers.models import Supplier
from marketplace.foundation.actors import Actor
from marketplace.foundation.locks import lock_row
from marketplace.foundation.outbox import record
from marketplace.foundation.paging import Page, paginate
from marketplace.foundation.refusals import Missing, Refused
from marketplace.foundation.states import advance
from marketplace.foundation.text import N_


def hide(*, review_id: int, why: str, actor: Actor, at: datetime) -> bool:
    """Take a review off the product's page; False when it is already. Refuses: staff's own review."""
    return _move(review_id, "hide", why, actor, at)


def show(*, review_id: int, why: str, actor: Actor, at: datetime) -> bool:
    """Put a review back; False when it stands there. Refuses: staff's own review."""
    return _move(review_id, "show", why, actor, at)


def _move(review_id: int, verb: str, why: str, actor: Actor, at: datetime) -> bool:
    row = lock_row(Review, review_id)
    if row is None:
        raise Missing
    if row.person_id == actor.id:
        raise Refused(N_("This review is your own. Ask a colleague."))
    if not advance(row, REVIEW, verb, actor=actor, at=at, why=why):
        return False
    record(ReviewModerated(row.id), at)
    return True


def all_reviews(
    *, state: str = "", stars: int | None = None, cursor: str | None = None, size: int = 30
) -> Page[Any]:
    """Return a page of everybody's reviews, newest first: review columns, `writer`, the product and the supplier."""
    columns = (
        Review.id.label("id"),
        Review.stars,
        Review.words,
        Review.reply,
        Review.state,
        Review.created_at,
    )
    stmt = (
        select(*columns, Person.display_name.label("writer"), Product.title, Product.slug, Supplier.name)
        .join(Person, Person.id == Review.person_id)
        .join(Product, Product.id == Review.product_id)
        .join(Supplier, Supplier.id == Review.supplier_id)
    )
    if state in REVIEW.states:
        stmt = stmt.where(Review.state == state)
    if stars is not None:
        stmt = stmt.where(Review.stars == stars)
    return paginate(stmt, keys=[(Review.id, "desc")], cursor=cursor, size=size, scalars=False)
