"""What lies in a cart, as it stands now."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, case, false, func, select

from marketplace.domains.carts.models import Cart, CartLine, Owner
from marketplace.domains.catalog.models import Category, Offer, Product
from marketplace.domains.suppliers.models import Supplier, WorkAccount
from marketplace.foundation.db import Base, session
from marketplace.foundation.refusals import Missing


@dataclass(frozen=True, slots=True)
class Lying:
    """One line of a cart beside its offer as it stands now; amounts in minor units."""

    id: int
    offer_id: int
    quantity: int
    seen_price: int
    saved_for_later: bool
    price: int
    shipping: int
    delivery_days: int
    supplier_id: int
    supplier_name: dict[str, str]
    title: dict[str, str]
    slug: str
    drawing: str
    is_sold: bool
    is_own: bool


# In the order of the fields of Lying.
_AS_IT_LIES = (
    CartLine.id,
    CartLine.offer_id,
    CartLine.quantity,
    CartLine.seen_price,
    CartLine.saved_for_later,
    Offer.price,
    Offer.shipping,
    Offer.delivery_days,
    Offer.supplier_id,
    Supplier.name,
    Product.title,
    Product.slug,
    Category.drawing,
)


def lines_of(owner: Owner) -> list[Lying]:
    """Return the cart's lines with today's offers, by supplier in the order they were added.

    `is_sold` says whether the offer can be bought at all, `is_own` whether the buyer works for its supplier.
    """
    first_of_supplier = func.min(CartLine.id).over(partition_by=Offer.supplier_id)
    rows: Any = session.execute(
        select(*_AS_IT_LIES, _is_sold(), _is_own(owner))
        .join_from(CartLine, Cart, Cart.id == CartLine.cart_id)
        .join(Offer, Offer.id == CartLine.offer_id)
        .join(Product, Product.id == Offer.product_id)
        .join(Category, Category.id == Product.category_id)
        .join(Supplier, Supplier.id == Offer.supplier_id)
        .where(_is_of(owner))
        .order_by(first_of_supplier, CartLine.id)
    )
    return [Lying(*row) for row in rows]


def count_of(owner: Owner) -> int:
    """Return how many pieces the cart holds, those saved for later apart."""
    return int(session.scalar(select(_pieces_where(_is_of(owner)).scalar_subquery())) or 0)


def pieces_of(
    person_id: SQLColumnExpression[int | None], guest_key: ColumnElement[str], within: type[Base]
) -> ColumnElement[int]:
    """Return the same count as part of a larger question, about the person, else the guest, in columns of `within`."""
    persons, guests = (
        _pieces_where(is_theirs).correlate(within).scalar_subquery()
        for is_theirs in (Cart.person_id == person_id, Cart.guest_key == guest_key)
    )
    return case((person_id.is_not(None), persons), else_=guests)


def _pieces_where(is_theirs: ColumnElement[bool]) -> Select[int]:
    return (
        select(func.coalesce(func.sum(CartLine.quantity), 0))
        .join(Cart, Cart.id == CartLine.cart_id)
        .where(is_theirs, CartLine.saved_for_later.is_(False))
    )


def get_line(line_id: int, *, owner: Owner) -> CartLine:
    """Return a line of this cart. Refuses: another's, as if it were not there."""
    found = session.scalar(
        select(CartLine).join(Cart, Cart.id == CartLine.cart_id).where(CartLine.id == line_id, _is_of(owner))
    )
    if found is None:
        raise Missing
    return found


def price_for(offer_id: int, *, owner: Owner) -> tuple[int, bool]:
    """Return an offer's price, and whether it is the owner's company's. Refuses: an offer that is not sold."""
    found = session.execute(
        select(Offer.price, _is_own(owner))
        .join(Product, Product.id == Offer.product_id)
        .join(Supplier, Supplier.id == Offer.supplier_id)
        .where(Offer.id == offer_id, _is_sold())
    ).one_or_none()
    if found is None:
        raise Missing
    return found[0], found[1]


def _is_of(owner: Owner) -> ColumnElement[bool]:
    if owner.person_id is not None:
        return Cart.person_id == owner.person_id
    return Cart.guest_key == owner.guest_key


def _is_sold() -> ColumnElement[bool]:
    return (Offer.state == "on") & Product.on_shelf & (Supplier.state == "active")


def _is_own(owner: Owner) -> ColumnElement[bool]:
    if owner.person_id is None:
        return false()
    return (
        select(WorkAccount.id)
        .where(
            WorkAccount.supplier_id == Offer.supplier_id,
            WorkAccount.person_id == owner.person_id,
            WorkAccount.state == "active",
        )
        .exists()
    )
