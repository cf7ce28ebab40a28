"""A supplier's offers with what there is of each: the list its people work from."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Boolean, cast, func, or_, select, union
from sqlalchemy.dialects.postgresql import TSQUERY

from marketplace.domains.catalog.models import Category, Offer, Product
from marketplace.domains.catalog.queries import is_common, tsquery_of
from marketplace.domains.inventory.models import Stock, StockHold, StockMovement, Warehouse
from marketplace.foundation.db import session
from marketplace.foundation.dials import dial
from marketplace.foundation.paging import Page, paginate
from marketplace.foundation.refusals import Missing
from marketplace.foundation.text import N_

SHELVES = ("", "on", "off", "out", "low")
MOST_COUNTED = 100  # a figure on a dashboard says "99+" past that
LOW_STOCK = dial(
    "low_stock_pieces", 3, low=0, high=10_000, group="catalog",
    about=N_("How few pieces of an offer its supplier is warned at."),
)  # fmt: skip


def _pieces(column: Any) -> Any:
    """Add up a column of an offer's stock; one short look by the offer's index, whatever the list's length."""
    return (
        select(func.coalesce(func.sum(column), 0))
        .join(Warehouse, Warehouse.id == Stock.warehouse_id)
        .where(Stock.offer_id == Offer.id)
        .correlate(Offer)
        .scalar_subquery()
    )


def _free() -> Any:
    return (
        select(func.coalesce(func.sum(Stock.on_hand - Stock.reserved), 0))
        .join(Warehouse, Warehouse.id == Stock.warehouse_id)
        .where(Stock.offer_id == Offer.id, Warehouse.state == "open")
        .correlate(Offer)
        .scalar_subquery()
    )


def offers_of_supplier(
    supplier_id: int, *, shelf: str = "", q: str = "", cursor: str | None = None, size: int = 30
) -> Page[Any]:
    """Return a page of a supplier's offers, newest first, of one shelf and matching words.

    Rows of `id`, the offer's terms, the product's words, and pieces `on_hand`, `reserved` and `free` to be sold.
    """
    return paginate(
        _matching(_rows(supplier_id), shelf, q),
        keys=[(Offer.id, "desc")],
        cursor=cursor,
        size=size,
        scalars=False,
    )


def get_offer_row(offer_id: int, *, supplier_id: int) -> Any:
    """Return one row of the same list. Refuses: another's, as if it were not there."""
    found = session.execute(_rows(supplier_id).where(Offer.id == offer_id)).one_or_none()
    if found is None:
        raise Missing
    return found


def how_many_low(supplier_id: int) -> int:
    """Return how many offers on sale are low or out of stock, counting no further than a hundred."""
    low = _matching(select(Offer.id).where(Offer.supplier_id == supplier_id), "low", "").limit(MOST_COUNTED)
    return int(session.scalar(select(func.count()).select_from(low.subquery())) or 0)


def places_of(holder: str) -> Sequence[Any]:
    """Return where an order's goods lie or lay: rows of `offer_id`, `code`, `name`, `quantity`."""
    return session.execute(
        select(Stock.offer_id, Warehouse.code, Warehouse.name, StockHold.quantity)
        .join(Stock, Stock.id == StockHold.stock_id)
        .join(Warehouse, Warehouse.id == Stock.warehouse_id)
        .where(StockHold.holder == holder, StockHold.state.in_(("held", "taken")))
        .order_by(Stock.offer_id, Warehouse.code)
    ).all()


def pieces_by_warehouse(supplier_id: int) -> dict[int, Any]:
    """Return warehouse → row of pieces `on_hand` and `reserved`, for a supplier's warehouses that hold any."""
    rows = session.execute(
        select(
            Warehouse.id, func.sum(Stock.on_hand).label("on_hand"), func.sum(Stock.reserved).label("reserved")
        )
        .join(Stock, Stock.warehouse_id == Warehouse.id)
        .where(Warehouse.supplier_id == supplier_id)
        .group_by(Warehouse.id)
    )
    return {row.id: row for row in rows}


def was_moved(offer_id: int, reference: str) -> bool:
    """Say whether stock of an offer moved under this reference already: a form sent twice."""
    stmt = (
        select(StockMovement.id)
        .join(Stock, Stock.id == StockMovement.stock_id)
        .where(Stock.offer_id == offer_id, StockMovement.reference == reference)
    )
    return session.scalar(stmt.limit(1)) is not None


def _rows(supplier_id: int) -> Any:
    terms = (
        Offer.sku, Offer.price, Offer.price_rule, Offer.cost_price, Offer.shipping, Offer.warranty_months,
        Offer.delivery_days, Offer.state, Offer.updated_at,
    )  # fmt: skip
    product = (Product.title, Product.brand, Product.model, Product.slug, Category.drawing)
    return (
        select(
            Offer.id.label("id"),
            Offer.product_id,
            *terms,
            *product,
            _pieces(Stock.on_hand).label("on_hand"),
            _pieces(Stock.reserved).label("reserved"),
            _free().label("free"),
        )
        .join(Product, Product.id == Offer.product_id)
        .join(Category, Category.id == Product.category_id)
        .where(Offer.supplier_id == supplier_id)
    )


def _matching(stmt: Any, shelf: str, q: str) -> Any:
    if shelf in ("on", "off"):
        stmt = stmt.where(Offer.state == shelf)
    elif shelf in ("out", "low"):
        stmt = stmt.where(Offer.state == "on", _free() <= (0 if shelf == "out" else LOW_STOCK()))
    if words := q.strip()[:60]:
        stmt = stmt.where(_is_called(words) if is_common(words) else Offer.id.in_(_called(words)))
    return stmt


def _is_called(words: str) -> Any:
    """Return the condition that an offer's number begins so or its product is so called, checked row by row."""
    numbered = func.lower(Offer.sku).startswith(words.lower(), autoescape=True)
    return or_(numbered, func.ts_match_vq(Product.search, cast(tsquery_of(words), TSQUERY), type_=Boolean))


def _called(words: str) -> Any:
    """Return the query for offers whose number begins so, or whose product is so called, by their indexes."""
    numbered = select(Offer.id).where(
        Offer.sku != "", func.lower(Offer.sku).startswith(words.lower(), autoescape=True)
    )
    query = tsquery_of(words)
    if not query:
        return numbered
    products = select(Product.id).where(Product.search.op("@@")(cast(query, TSQUERY)))
    return union(numbered, select(Offer.id).where(Offer.product_id.in_(products)))
