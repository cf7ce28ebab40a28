"""Checkouts and orders, and the terms an order would be placed on."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from marketplace.domains.listings.models import Listing
from marketplace.domains.orders.models import Checkout, Order, OrderLine
from marketplace.domains.orders.states import HOLDING, OPEN
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Missing


def find_checkout(*, buyer_id: int, replay_key: str) -> Checkout | None:
    """Return the checkout this key made already."""
    return session.scalar(select(Checkout).filter_by(buyer_id=buyer_id, replay_key=replay_key))


def get_checkout(number: str, *, buyer_id: int) -> Checkout:
    """Return a checkout of this buyer. Refuses: another's, as if it were not there."""
    found = session.scalar(select(Checkout).filter_by(number=number, buyer_id=buyer_id))
    if found is None:
        raise Missing
    return found


def orders_of(checkout_id: int) -> Sequence[Order]:
    """Return the orders one checkout made, in the order they were placed."""
    return session.scalars(select(Order).filter_by(checkout_id=checkout_id).order_by(Order.id)).all()


def overdue(at: datetime, limit: int) -> dict[int, str]:
    """Return orders to be called off because a promise was not kept: id → not_accepted, not_shipped, hold_too_long."""
    found: dict[int, str] = {}
    for why, state, column in (
        ("not_accepted", "paid", Order.accept_by),
        ("not_shipped", "accepted", Order.ship_by),
        ("hold_too_long", "shipped", Order.hold_until),
        ("hold_too_long", "accepted", Order.hold_until),
        ("hold_too_long", "paid", Order.hold_until),
    ):
        is_due = (Order.state == state, column <= at, Order.frozen_at.is_(None))
        due = select(Order.id).where(*is_due).order_by(column).limit(limit)
        found |= {order_id: why for order_id in session.scalars(due) if order_id not in found}
    return found


def sale_of_unit(unit_id: int) -> str | None:
    """Return the number of the order a used unit is being sold by, as long as that has not ended."""
    stmt = select(Order.number).join(OrderLine, OrderLine.order_id == Order.id)
    stmt = stmt.join(Listing, Listing.id == OrderLine.listing_id)
    return session.scalar(stmt.where(Listing.unit_id == unit_id, Order.state.in_(OPEN)).limit(1))


def unit_of_sale(order: Order) -> int | None:
    """Return the used unit an order sells, where we know which it is."""
    stmt = select(Listing.unit_id).join(OrderLine, OrderLine.listing_id == Listing.id)
    return session.scalar(stmt.where(OrderLine.order_id == order.id))


def products_of(order_ids: Collection[int]) -> list[int]:
    """Return the products in these orders, each once."""
    wanted = (OrderLine.order_id.in_(list(order_ids)), OrderLine.product_id.is_not(None))
    return sorted(n for n in session.scalars(select(OrderLine.product_id).where(*wanted).distinct()) if n)


def pieces_sold(product_ids: Collection[int]) -> Select[Any]:
    """Return the query for how many pieces of these products were paid for and kept: product_id, pieces."""
    stmt: Any = select(OrderLine.product_id, func.sum(OrderLine.quantity).label("pieces"))
    found: Select[Any] = (
        stmt.join(Order, Order.id == OrderLine.order_id)
        .where(OrderLine.product_id.in_(product_ids), Order.state.in_(HOLDING | {"completed"}))
        .group_by(OrderLine.product_id)
    )
    return found
