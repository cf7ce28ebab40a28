"""A second-hand seller's orders: what to accept, to hand over, what is held for them."""

from collections.abc import Collection

from sqlalchemy import func, select

from marketplace.domains.orders.models import Order
from marketplace.domains.orders.reading.find import NEWEST_FIRST, OLDEST_FIRST, SHELVES
from marketplace.domains.orders.reading.sales import Held
from marketplace.domains.orders.states import HOLDING
from marketplace.foundation.db import session
from marketplace.foundation.paging import Page, paginate
from marketplace.foundation.refusals import Missing

QUEUES = ("to_accept", "to_ship")


def get_sale(number: str, *, seller_id: int) -> Order:
    """Return a paid order of this seller's. Refuses: any other, as if it were not there."""
    stmt = select(Order).where(Order.number == number, Order.seller_id == seller_id)
    found = session.scalars(stmt.where(Order.paid_at.is_not(None))).one_or_none()
    if found is None:
        raise Missing
    return found


def sales_of(seller_id: int, *, shelf: str = "", cursor: str | None = None) -> Page[Order]:
    """Return a page of a seller's paid orders, bare: what waits for them oldest first, else newest first."""
    stmt = select(Order).where(Order.seller_id == seller_id, Order.paid_at.is_not(None))
    if shelf in SHELVES:
        stmt = stmt.where(Order.state.in_(SHELVES[shelf]))
    keys = OLDEST_FIRST if shelf in QUEUES else NEWEST_FIRST
    return paginate(stmt, keys=keys, cursor=cursor, size=20)


def how_many_sales(seller_id: int, shelves: Collection[str] = QUEUES) -> dict[str, int]:
    """Return shelf → how many of a seller's orders wait there."""
    states = {state for shelf in shelves for state in SHELVES[shelf]}
    rows = session.execute(
        select(Order.state, func.count())
        .where(Order.seller_id == seller_id, Order.state.in_(states))
        .group_by(Order.state)
    )
    counts = {state: int(number) for state, number in rows}
    return {shelf: sum(counts.get(state, 0) for state in SHELVES[shelf]) for shelf in shelves}


def held_for_seller(seller_id: int) -> Held:
    """Return what is held for a seller's open orders, less commission and what the movers get."""
    kept = Order.total - Order.refunded - Order.commission - Order.services
    row = session.execute(
        select(func.count(), func.coalesce(func.sum(kept), 0)).where(
            Order.seller_id == seller_id, Order.state.in_(HOLDING)
        )
    ).one()
    return Held(int(row[0]), int(row[1]))
