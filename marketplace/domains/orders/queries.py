"""Checkouts and orders, and the terms an order would be placed on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, literal, or_, select

from marketplace.domains.accounts.models import Address
from marketplace.domains.catalog.models import Category, Offer, Product
from marketplace.domains.orders.models import Checkout, CommissionRule, Order, OrderLine
from marketplace.domains.orders.states import HOLDING
from marketplace.domains.suppliers.models import Supplier, WorkAccount
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Missing


@dataclass(frozen=True, slots=True)
class Terms:
    """What an offer is sold on this moment; amounts in minor units, `basis_points` None where no rule fits."""

    offer_id: int
    supplier_id: int
    product_id: int
    price: int
    shipping: int
    warranty_months: int
    delivery_days: int
    title: dict[str, str]
    slug: str
    model: str
    drawing: str
    supplier_name: dict[str, str]
    is_sold: bool
    is_own: bool
    rule_id: int | None
    basis_points: int | None


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
        due = select(Order.id).where(Order.state == state, column <= at).order_by(column).limit(limit)
        found |= {order_id: why for order_id in session.scalars(due) if order_id not in found}
    return found


def get_address(address_id: int, *, buyer_id: int) -> dict[str, str]:
    """Return the snapshot of a buyer's own address. Refuses: another's or a removed one, as if it were not there."""
    found = session.scalar(
        select(Address).where(
            Address.id == address_id, Address.person_id == buyer_id, Address.deleted_at.is_(None)
        )
    )
    if found is None:
        raise Missing
    return found.snapshot()


def terms_of(offer_ids: Collection[int], *, buyer_id: int) -> dict[int, Terms]:
    """Return what each offer is sold on right now: price, words, seller, and the commission rule that fits best."""
    rows = session.execute(_terms(buyer_id).where(Offer.id.in_(list(offer_ids))))
    return {row[0]: Terms(*row) for row in rows}


# In the order of the fields of Terms; who asks and which rule fits best are joined in between.
_SOLD_ON = (
    Offer.id,
    Offer.supplier_id,
    Offer.product_id,
    Offer.price,
    Offer.shipping,
    Offer.warranty_months,
    Offer.delivery_days,
    Product.title,
    Product.slug,
    func.concat(Product.brand, " ", Product.model),
    Category.drawing,
    Supplier.name,
    (Offer.state == "on") & Product.on_shelf & (Supplier.state == "active"),
)


def _terms(buyer_id: int) -> Any:
    rule = _best_rule()
    works_there = select(WorkAccount.id).where(
        WorkAccount.supplier_id == Offer.supplier_id,
        WorkAccount.person_id == buyer_id,
        WorkAccount.state == "active",
    )
    return (
        select(*_SOLD_ON, works_there.exists(), rule.c.id, rule.c.basis_points)
        .join_from(Offer, Product, Product.id == Offer.product_id)
        .join(Category, Category.id == Product.category_id)
        .join(Supplier, Supplier.id == Offer.supplier_id)
        .outerjoin(rule, literal(True))
    )


def _best_rule() -> Any:
    """Choose the most specific rule: supplier and category, supplier, category, everybody.

    A rule for a department is one for a category, only less so.
    """
    rule = CommissionRule
    fits = or_(
        rule.category_id.is_(None),
        rule.category_id == Product.category_id,
        rule.category_id == Product.department_id,
    )
    return (
        select(rule.id, rule.basis_points)
        .where(
            rule.ended_at.is_(None),
            or_(rule.supplier_id.is_(None), rule.supplier_id == Offer.supplier_id),
            fits,
        )
        .order_by(
            rule.supplier_id.asc().nulls_last(), (rule.category_id == Product.category_id).desc().nulls_last()
        )
        .limit(1)
        .correlate(Offer, Product)
        .lateral("rule")
    )


def products_of(order_ids: Collection[int]) -> list[int]:
    """Return the products in these orders, each once."""
    stmt = select(OrderLine.product_id).where(OrderLine.order_id.in_(list(order_ids))).distinct()
    return sorted(session.scalars(stmt))


def pieces_sold(product_ids: Collection[int]) -> Select[Any]:
    """Return the query for how many pieces of these products were paid for and kept: product_id, pieces."""
    return (
        select(OrderLine.product_id, func.sum(OrderLine.quantity).label("pieces"))
        .join(Order, Order.id == OrderLine.order_id)
        .where(OrderLine.product_id.in_(product_ids), Order.state.in_(HOLDING | {"completed"}))
        .group_by(OrderLine.product_id)
    )
