"""Reading opinions: of one order, as one side may see them; about somebody, as everybody may."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from marketplace.domains.accounts.models import Person
from marketplace.domains.aftersales.models import Opinion
from marketplace.domains.aftersales.opinions.write import BLIND, may_write
from marketplace.domains.orders.models import Order
from marketplace.foundation.db import session
from marketplace.foundation.paging import Page, paginate

SHOWN = Opinion.shown_at.is_not(None)


@dataclass(frozen=True, slots=True)
class Pair:
    """What the two sides of an order said, as one of them may see it: one's own at once, the other's once shown."""

    mine: Opinion | None
    theirs: Opinion | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What others think of somebody: how many said something, and their stars in tenths (46 is 4.6)."""

    count: int
    tenths: int


def opinions_of(order_id: int, *, reader_id: int) -> Pair:
    """Return both opinions about an order as one of its sides may see them."""
    rows = session.scalars(select(Opinion).where(Opinion.order_id == order_id)).all()
    mine = next((row for row in rows if row.author_id == reader_id), None)
    theirs = next((row for row in rows if row.author_id != reader_id and row.shown_at is not None), None)
    return Pair(mine, theirs)


@dataclass(frozen=True, slots=True)
class Shown:
    """Both opinions as the reader may see them, whether theirs can still be written, and until when."""

    pair: Pair
    open: bool
    until: datetime


def shown_to(order: Order, *, reader_id: int, at: datetime) -> Shown | None:
    """Return what an order's page shows one of its sides; None where there are no opinions, nor can be."""
    if order.seller_id is None or order.dealt_at is None:
        return None
    pair = opinions_of(order.id, reader_id=reader_id)
    return Shown(pair, may_write(order, at) and pair.mine is None, order.dealt_at + BLIND.span)


def opinions_about(
    person_id: int, *, as_seller: bool = True, cursor: str | None = None, size: int = 10
) -> Page[Any]:
    """Return a page of what was said about somebody, newest first: rows of `Opinion` columns and `writer`."""
    columns: tuple[Any, ...] = (Opinion.id.label("id"), Opinion.stars, Opinion.words, Opinion.shown_at)
    stmt = (
        select(*columns, Person.display_name.label("writer"))
        .join(Person, Person.id == Opinion.author_id)
        .where(Opinion.about_id == person_id, SHOWN, Opinion.by_buyer.is_(as_seller))
    )
    return paginate(stmt, keys=[(Opinion.id, "desc")], cursor=cursor, size=size, scalars=False)


def standing_of(person_id: int, *, as_seller: bool = True) -> Standing:
    """Return how many opinions about somebody are shown, and what they come to."""
    stmt = select(func.count(), func.coalesce(func.sum(Opinion.stars), 0)).where(
        Opinion.about_id == person_id, SHOWN, Opinion.by_buyer.is_(as_seller)
    )
    count, stars = session.execute(stmt).one()
    return Standing(int(count), round(int(stars) * 10 / count) if count else 0)


def due(at: datetime, limit: int) -> list[int]:
    """Return the orders whose opinions have been hidden for long enough."""
    stmt = select(Opinion.order_id).where(Opinion.shown_at.is_(None), Opinion.show_from <= at)
    return list(session.scalars(stmt.order_by(Opinion.show_from).limit(limit)))
