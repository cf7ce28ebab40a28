"""Find orders: a buyer's, a supplier's, everybody's."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import selectinload

from marketplace.domains.accounts.models import Person
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.reading.bought import holds
from marketplace.domains.suppliers.models import Supplier
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.foundation.paging import Page, paginate
from marketplace.foundation.refusals import Missing

# What people look for, and which states that is.
SHELVES: Mapping[str, frozenset[str]] = {
    "to_pay": frozenset({"placed"}),
    "to_accept": frozenset({"paid"}),
    "to_ship": frozenset({"accepted"}),
    "under_way": frozenset({"paid", "accepted", "shipped"}),
    "to_confirm": frozenset({"shipped", "delivered"}),
    "done": frozenset({"received", "completed"}),
    "cancelled": frozenset({"cancelled", "lapsed", "refunded"}),
}
DUE = (("paid", Order.accept_by), ("accepted", Order.ship_by), ("delivered", Order.claim_until))
NEWEST_FIRST: list[tuple[Any, Any]] = [(Order.id, "desc")]
OLDEST_FIRST: list[tuple[Any, Any]] = [(Order.id, "asc")]


def get_order(number: str, *, buyer_id: int | None = None, supplier_id: int | None = None) -> Order:
    """Return an order with its lines. Refuses: one that is not this buyer's or supplier's, as if it were not there.

    A supplier does not see what has not been paid. Without either, it is for staff. For pages there is `whole_order`.
    """
    stmt = select(Order).options(selectinload(Order.lines))
    stmt = narrowed(stmt, number, buyer_id=buyer_id, supplier_id=supplier_id)
    found = session.scalars(stmt).one_or_none()
    if found is None:
        raise Missing
    return found


def narrowed(
    stmt: Select[*tuple[Any, ...]],
    number: str,
    *,
    buyer_id: int | None = None,
    supplier_id: int | None = None,
) -> Select[*tuple[Any, ...]]:
    """Return the query for one order as somebody may see it: its buyer, its supplier once paid, or (neither) staff."""
    stmt = stmt.where(Order.number == number)
    if buyer_id is not None:
        stmt = stmt.where(Order.buyer_id == buyer_id)
    if supplier_id is not None:
        stmt = stmt.where(Order.supplier_id == supplier_id, Order.paid_at.is_not(None))
    return stmt


def orders_numbered(numbers: Collection[str], *, supplier_id: int) -> Sequence[Order]:
    """Return a supplier's paid orders of these numbers, with their lines, oldest first; others are left out."""
    stmt = select(Order).where(
        Order.number.in_(numbers), Order.supplier_id == supplier_id, Order.paid_at.is_not(None)
    )
    return session.scalars(stmt.options(selectinload(Order.lines)).order_by(Order.id)).all()


def orders_of_buyer(buyer_id: int, *, shelf: str = "", q: str = "", cursor: str | None = None) -> Page[Order]:
    """Return a page of a buyer's bare orders, newest first, of one shelf and matching words."""
    stmt = _matching(select(Order).where(Order.buyer_id == buyer_id), shelf, q)
    return _page(stmt, NEWEST_FIRST, cursor, 20)


def orders_of_supplier(
    supplier_id: int, *, shelf: str = "", q: str = "", cursor: str | None = None
) -> Page[Order]:
    """Return a page of a supplier's paid, bare orders: a queue (to accept, to ship) oldest first, else newest first.

    `q` is a number, a product, or where it goes: province, city or district, never who lives there.
    """
    stmt = select(Order).where(Order.supplier_id == supplier_id, Order.paid_at.is_not(None))
    keys = OLDEST_FIRST if shelf in {"to_accept", "to_ship"} else NEWEST_FIRST
    if (words := q.strip()) and not _is_number(words):
        like = _like(words)
        parts = (Order.address[part].astext.ilike(like) for part in ("province", "city", "district"))
        stmt = stmt.where(or_(holds(words), *parts))
        q = ""
    return _page(_matching(stmt, shelf, q), keys, cursor, 30)


def is_late() -> Any:
    """Return the condition that a promise of an order passed without anything happening."""
    return or_(*((Order.state == state) & (column <= clock.now()) for state, column in DUE))


@dataclass(frozen=True, slots=True)
class Narrow:
    """What staff narrow everybody's orders by: one state, one buyer or supplier, placed from and before."""

    state: str = ""
    buyer_id: int | None = None
    supplier_id: int | None = None
    since: datetime | None = None
    before: datetime | None = None
    late: bool = False  # past a promise, and not dealt with

    def conditions(self) -> list[Any]:
        """Return the conditions that are set."""
        wished: list[tuple[Any, Callable[[Any], Any]]] = [
            (self.state, lambda state: Order.state == state),
            (self.buyer_id, lambda buyer_id: Order.buyer_id == buyer_id),
            (self.supplier_id, lambda supplier_id: Order.supplier_id == supplier_id),
            (self.since, lambda since: Order.placed_at >= since),
            (self.before, lambda before: Order.placed_at < before),
            (self.late, lambda _: is_late()),
        ]
        return [condition(value) for value, condition in wished if value]


def all_orders(
    *, shelf: str = "", q: str = "", cursor: str | None = None, narrow: Narrow | None = None
) -> Page[Order]:
    """Return a page of everybody's bare orders, newest first; `q` also matches a buyer's contacts and a supplier."""
    stmt = select(Order).where(*(narrow or Narrow()).conditions())
    words = q.strip()
    if words and not _is_number(words):
        like = _like(words)
        buyers = select(Person.id).where(
            or_(func.lower(Person.email) == words.lower(), Person.phone == words)
        )
        suppliers = select(Supplier.id).where(
            or_(Supplier.slug == words.lower(), *_in_words(Supplier.name, like))
        )
        theirs = select(Order.id).where(Order.buyer_id.in_(buyers))
        sold = select(Order.id).where(Order.supplier_id.in_(suppliers))
        stmt = stmt.where(holds(words, or_in=(theirs, sold)))
        words = ""
    return _page(_matching(stmt, shelf, words), NEWEST_FIRST, cursor, 30)


def how_many(supplier_id: int, shelves: Collection[str]) -> dict[str, int]:
    """Return shelf → how many of a supplier's orders wait there; for shelves people empty."""
    wanted = {state for shelf in shelves for state in SHELVES[shelf]}
    rows = session.execute(
        select(Order.state, func.count().label("number"))
        .where(Order.supplier_id == supplier_id, Order.state.in_(wanted))
        .group_by(Order.state)
    )
    counts = {row.state: row.number for row in rows}
    return {shelf: sum(counts.get(state, 0) for state in SHELVES[shelf]) for shelf in shelves}


def buyers_of(orders: Sequence[Order]) -> dict[int, Person]:
    """Return id → buyer for the orders of one page."""
    ids = {order.buyer_id for order in orders}
    return {p.id: p for p in session.scalars(select(Person).where(Person.id.in_(ids)))} if ids else {}


def _page(stmt: Select[Any], keys: list[tuple[Any, Any]], cursor: str | None, size: int) -> Page[Order]:
    return paginate(stmt, keys=keys, cursor=cursor, size=size)


def _matching(stmt: Select[Any], shelf: str, q: str) -> Select[Any]:
    if shelf in SHELVES:
        stmt = stmt.where(Order.state.in_(SHELVES[shelf]))
    words = q.strip()
    if not words:
        return stmt
    return stmt.where(Order.number == words.upper() if _is_number(words) else holds(words))


def _is_number(words: str) -> bool:
    return words.upper().startswith("O-")


def _like(words: str) -> str:
    escaped = words[:60].replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    return f"%{escaped}%"


def _in_words(column: Any, like: str) -> list[Any]:
    return [column[language].astext.ilike(like) for language in ("en", "zh")]
