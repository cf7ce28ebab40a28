"""What there is, where, and for whom it is kept."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import CompoundSelect, Select, and_, exists, func, select, text, union
from sqlalchemy.orm import aliased

from marketplace.domains.catalog.models import Offer, Product
from marketplace.domains.inventory.models import Stock, StockHold, StockMovement, Unit, UnitEvent, Warehouse
from marketplace.foundation.db import session
from marketplace.foundation.paging import Page, paginate
from marketplace.foundation.refusals import Missing

PUT_AWAY = ("put_back", "written_off")  # what a unit's history says once its supplier has looked at it
AVAILABLE = text("""
SELECT s.offer_id, sum(s.on_hand - s.reserved) FROM stock s JOIN warehouse w ON w.id = s.warehouse_id
WHERE s.offer_id = ANY(CAST(:offer_ids AS bigint[])) AND w.state = 'open' GROUP BY s.offer_id
""")


def available(offer_ids: Collection[int]) -> dict[int, int]:
    """Return how many pieces of each offer can be bought now, in all open warehouses together."""
    if not offer_ids:
        return {}
    rows = session.execute(AVAILABLE, {"offer_ids": list(offer_ids)})
    found = {offer_id: int(free) for offer_id, free in rows}
    return {offer_id: found.get(offer_id, 0) for offer_id in offer_ids}


def warehouses_of(supplier_id: int) -> Sequence[Warehouse]:
    """Return a supplier's warehouses, open ones first."""
    return session.scalars(
        select(Warehouse)
        .where(Warehouse.supplier_id == supplier_id)
        .order_by(Warehouse.state.desc(), Warehouse.code)
    ).all()


def get_warehouse(warehouse_id: int, *, supplier_id: int) -> Warehouse:
    """Return a warehouse of this supplier. Refuses: another's, as if it were not there."""
    found = session.scalar(select(Warehouse).filter_by(id=warehouse_id, supplier_id=supplier_id))
    if found is None:
        raise Missing
    return found


def stock_rows(offer_ids: Collection[int]) -> Sequence[Any]:
    """Return the stock of these offers per warehouse: rows of `Stock` and `Warehouse`."""
    return session.execute(
        select(Stock, Warehouse)
        .join(Warehouse, Warehouse.id == Stock.warehouse_id)
        .where(Stock.offer_id.in_(list(offer_ids)))
        .order_by(Stock.offer_id, Warehouse.code)
    ).all()


def movements_of(offer_id: int, *, cursor: str | None = None, size: int = 50) -> Page[Any]:
    """Return a page of what came and went of an offer, newest first: rows of a movement's columns and `code`."""
    columns = (
        StockMovement.id.label("id"),
        StockMovement.kind,
        StockMovement.quantity,
        StockMovement.reference,
    )
    stmt = (
        select(*columns, StockMovement.actor_id, StockMovement.at, Warehouse.code)
        .join(Stock, Stock.id == StockMovement.stock_id)
        .join(Warehouse, Warehouse.id == Stock.warehouse_id)
        .where(Stock.offer_id == offer_id)
    )
    return paginate(stmt, keys=[(StockMovement.id, "desc")], cursor=cursor, size=size, scalars=False)


def held_for(holder: str) -> dict[int, int]:
    """Return what is kept for a holder now: offer → pieces."""
    rows = session.execute(
        select(Stock.offer_id, func.sum(StockHold.quantity))
        .join(Stock, Stock.id == StockHold.stock_id)
        .where(StockHold.holder == holder, StockHold.state == "held")
        .group_by(Stock.offer_id)
    )
    return {offer_id: int(quantity) for offer_id, quantity in rows}


def offers_in_stock(product_ids: Collection[int]) -> Select[Any]:
    """Return the query for the offers of these products that can be bought now: `id`."""
    return (
        select(Stock.offer_id.label("id"))
        .join(Warehouse, Warehouse.id == Stock.warehouse_id)
        .join(Offer, Offer.id == Stock.offer_id)
        .where(Offer.product_id.in_(product_ids), Warehouse.state == "open", Stock.on_hand > Stock.reserved)
    )


def units_of(order_number: str) -> Sequence[Unit]:
    """Return the units that left with an order, by serial number."""
    stmt = select(Unit).where(Unit.id.in_(left_with(order_number)))
    return session.scalars(stmt.order_by(Unit.serial, Unit.id)).all()


def pieces_of(order_number: str) -> Sequence[Any]:
    """Return the same as rows of `Unit` and `waits`: it came back, and its supplier has not put it away yet."""
    said = exists().where(
        UnitEvent.unit_id == Unit.id, UnitEvent.reference == order_number, UnitEvent.kind.in_(PUT_AWAY)
    )
    waits = and_(Unit.owner_id.is_(None), ~said).label("waits")
    stmt = select(Unit, waits).where(Unit.id.in_(left_with(order_number)))
    return session.execute(stmt.order_by(Unit.serial, Unit.id)).all()


def left_with(order_number: str) -> CompoundSelect[Any]:
    """Return the query for the units last sold by this order, or last left new with it, whoever had them since.

    A unit knows its last sale only; one that its buyer sold on and got back is known by its history.
    """
    later = aliased(UnitEvent)
    left = (UnitEvent.reference == order_number, UnitEvent.kind == "sold")
    again = exists().where(later.unit_id == UnitEvent.unit_id, later.kind == "sold", later.id > UnitEvent.id)
    return union(
        select(Unit.id).where(Unit.order_number == order_number),
        select(UnitEvent.unit_id).where(*left, ~again),
    )


def units_owned_by(person_id: int, *, limit: int = 60) -> Sequence[Any]:
    """Return what a person bought here and still has, the newest first: rows of `Unit` and `Product`."""
    stmt = select(Unit, Product).outerjoin(Product, Product.id == Unit.product_id)
    owned = (
        stmt.where(Unit.owner_id == person_id, Unit.sold_at.is_not(None))
        .order_by(Unit.id.desc())
        .limit(limit)
    )
    return session.execute(owned).all()


def get_own_unit(unit_id: int, *, owner_id: int) -> Unit:
    """Return a unit of this person's. Refuses: another's, as if it were not there."""
    found = session.get(Unit, unit_id)
    if found is None or found.owner_id != owner_id:
        raise Missing
    return found


def whose_serial(serial: str, *, beside: int, unit_id: int | None) -> str:
    """Return what is known here under this serial number as another's than `beside`'s, empty where nothing is.

    Whatever it is called: the number is the maker's, brand and model are what somebody types. Nothing, too, where
    `unit_id` is what that person bought here.
    """
    stmt = select(Unit, Product.brand, Product.model).outerjoin(Product, Product.id == Unit.product_id)
    rows = session.execute(stmt.where(Unit.serial == serial).order_by(Unit.id)).all() if serial else []
    own = [row for row in rows if row.Unit.owner_id == beside]
    if any(row.Unit.id == unit_id and row.Unit.sold_at is not None for row in own):
        return ""
    found = next((row for row in rows if row not in own), None)
    return f"{found.brand or found.Unit.brand} {found.model or found.Unit.model}" if found else ""
