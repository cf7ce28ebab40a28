"""What stands around orders on a page, in one question: their lines and what those are of, who sells, who buys."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased
from sqlalchemy.orm.attributes import set_committed_value

from marketplace.domains.accounts.models import Person
from marketplace.domains.catalog.models import Category, Product
from marketplace.domains.listings.models import Listing, Seller
from marketplace.domains.orders.models import Checkout, Order, OrderLine
from marketplace.domains.orders.reading.find import narrowed
from marketplace.domains.orders.reading.goods import FIRST_PHOTO, Good
from marketplace.domains.orders.reading.payees import Face
from marketplace.domains.suppliers.models import Supplier
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Missing

_Seller, _Buyer = aliased(Person), aliased(Person)
_COLUMNS = (
    Product.slug.label("product"),
    Product.picture,
    Listing.number.label("listing"),
    FIRST_PHOTO.label("photo"),
    Category.drawing,
    Supplier.id.label("supplier_id"),
    Supplier.name.label("supplier"),
    Supplier.slug.label("supplier_slug"),
    Seller.person_id.label("seller_id"),
    Seller.handle,
    func.coalesce(func.nullif(Seller.company_name, ""), _Seller.display_name).label("seller"),
    Order.buyer_id,
    _Buyer.display_name.label("buyer"),
    Checkout.number.label("checkout"),
)


@dataclass(frozen=True, slots=True)
class Around:
    """By line: what it is. By order: who earns, its checkout's number. By person: the buyer's name."""

    goods: dict[int, Good] = field(default_factory=dict)
    payees: dict[int, Face] = field(default_factory=dict)
    checkouts: dict[int, str] = field(default_factory=dict)
    buyers: dict[int, str] = field(default_factory=dict)


def around(orders: Sequence[Order]) -> Around:
    """Return what stands around the bare orders of one page, and give each its lines."""
    ids = [order.id for order in orders]
    return _told(orders, session.execute(_beside().where(Order.id.in_(ids))).all() if ids else [])


def whole_order(
    number: str, *, buyer_id: int | None = None, supplier_id: int | None = None
) -> tuple[Order, Around]:
    """Return an order with its lines and what stands around it, as `get_order` does. Refuses: what that refuses."""
    stmt = narrowed(_beside().add_columns(Order), number, buyer_id=buyer_id, supplier_id=supplier_id)
    rows = session.execute(stmt).all()
    if not rows:
        raise Missing
    found = rows[0].Order
    return found, _told([found], rows)


def _told(orders: Sequence[Order], rows: Sequence[Any]) -> Around:
    found, lines = Around(), {order.id: list[OrderLine]() for order in orders}
    for row in rows:
        line = row.OrderLine
        lines[line.order_id].append(line)
        found.goods[line.id] = _good(row)
        found.payees[line.order_id] = _face(row)
        found.checkouts[line.order_id] = row.checkout
        found.buyers[row.buyer_id] = row.buyer
    for order in orders:
        set_committed_value(order, "lines", lines[order.id])
    return found


def _beside() -> Select[*tuple[Any, ...]]:
    return (
        select(OrderLine, *_COLUMNS)
        .join(Order, Order.id == OrderLine.order_id)
        .join(Checkout, Checkout.id == Order.checkout_id)
        .join(_Buyer, _Buyer.id == Order.buyer_id)
        .outerjoin(Product, Product.id == OrderLine.product_id)
        .outerjoin(Listing, Listing.id == OrderLine.listing_id)
        .outerjoin(Category, Category.id == func.coalesce(Listing.category_id, Product.category_id))
        .outerjoin(Supplier, Supplier.id == Order.supplier_id)
        .outerjoin(Seller, Seller.person_id == Order.seller_id)
        .outerjoin(_Seller, _Seller.id == Seller.person_id)
        .order_by(OrderLine.id)
    )


def _good(row: Any) -> Good:
    if row.listing is not None:
        return Good(f"/second-hand/{row.listing}", row.drawing or "generic", used=True, photo=row.photo)
    return Good(f"/products/{row.product}", row.drawing, photo=row.picture)


def _face(row: Any) -> Face:
    if row.seller_id is not None:
        return Face("seller", row.seller_id, {"en": row.seller, "zh": row.seller}, row.handle)
    return Face("supplier", row.supplier_id, row.supplier, row.supplier_slug)
