"""Reading cases: whose side somebody is on, what was said, what waits for whom and what is due."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from marketplace.domains.accounts.models import Person
from marketplace.domains.aftersales.cases.deadlines import SOON
from marketplace.domains.aftersales.models import Case, CaseEntry
from marketplace.domains.orders.models import Order
from marketplace.domains.suppliers.queries import works_for
from marketplace.foundation.db import session
from marketplace.foundation.paging import Page, paginate
from marketplace.foundation.queues import Question
from marketplace.foundation.refusals import Missing

SENT_BACK = "back:"  # how the key of the entry begins that says how the goods went back
UNDECIDED = ("open", "answered", "deciding")
RETURNING = ("returning", "sent_back")
SHELVES: Mapping[str, tuple[str, ...]] = {
    "open": (*UNDECIDED, *RETURNING),
    "closed": ("closed",),
}
# What staff look at: what waits for their decision first.
QUEUES: Mapping[str, tuple[str, ...]] = {
    "deciding": ("deciding",),
    "talking": ("open", "answered"),
    "returning": RETURNING,
    "closed": ("closed",),
}


def side_of(order: Order, person_id: int) -> str:
    """Return on which side of an order somebody is: buyer, seller, supplier, or empty for neither."""
    if order.buyer_id == person_id:
        return "buyer"
    if order.seller_id is not None:
        return "seller" if order.seller_id == person_id else ""
    return "supplier" if works_for(order.supplier_id, person_id) else ""


def get_case(number: str) -> tuple[Case, Order]:
    """Return a case and its order, for whoever may look. Refuses: one that is not there."""
    row = session.execute(_with_order().where(Case.number == number)).one_or_none()
    if row is None:
        raise Missing
    return row[0], row[1]


def find_case_of(order_id: int) -> Case | None:
    """Return the newest case about an order."""
    return session.scalars(
        select(Case).where(Case.order_id == order_id).order_by(Case.id.desc()).limit(1)
    ).one_or_none()


def entries_of(case_id: int) -> Sequence[Any]:
    """Return what was said, oldest first: rows of an entry and `author`, who may be nobody."""
    stmt: Any = select(CaseEntry, Person.display_name.label("author"))
    stmt = stmt.outerjoin(Person, Person.id == CaseEntry.author_id).where(CaseEntry.case_id == case_id)
    return session.execute(stmt.order_by(CaseEntry.id)).all()


def was_sent_back(case_id: int) -> bool:
    """Say whether the buyer ever sent the goods of a case back, whatever came of it."""
    sent = CaseEntry.case_id == case_id, CaseEntry.key.startswith(SENT_BACK)
    return session.scalar(select(CaseEntry.id).where(*sent).limit(1)) is not None


def goods_go_back(case: Case, order: Order) -> bool:
    """Say whether the goods of a case are, by its outcome, again whose they were before; else they are its buyer's."""
    if case.outcome != "refund":
        return case.outcome == "return"
    arrived = (order.delivered_at or order.received_at) and case.reason != "not_arrived"
    return not arrived or was_sent_back(case.id)


def to_come(case: Case) -> int:
    """Return what the buyer gets by a decision that waits for the goods, minor units."""
    return case.refund or 0 if case.state in RETURNING else 0


def is_by_payee(case: Case, order: Order) -> bool:
    """Say whether a case went as it did because the other side agreed, not by staff or by time."""
    return case.decided_by is not None and side_of(order, case.decided_by) in ("seller", "supplier")


def get_entry(entry_id: int) -> tuple[CaseEntry, Case, Order]:
    """Return one entry with its case and order. Refuses: one that is not there."""
    stmt = select(CaseEntry, Case, Order).join(Case, Case.id == CaseEntry.case_id)
    row = session.execute(
        stmt.join(Order, Order.id == Case.order_id).where(CaseEntry.id == entry_id)
    ).one_or_none()
    if row is None:
        raise Missing
    return row[0], row[1], row[2]


def cases_of_buyer(buyer_id: int, *, shelf: str = "", cursor: str | None = None) -> Page[Any]:
    """Return a page of a buyer's cases with their orders, newest first."""
    return _page(_with_order().where(Case.buyer_id == buyer_id), shelf, cursor)


def cases_of_payee(
    *,
    supplier_id: int | None = None,
    seller_id: int | None = None,
    shelf: str = "",
    cursor: str | None = None,
) -> Page[Any]:
    """Return a page of the cases about what a supplier or seller sold, with their orders, newest first."""
    return _page(_with_order().where(_sold_by(supplier_id, seller_id)), shelf, cursor)


def how_many_open(*, supplier_id: int | None = None, seller_id: int | None = None) -> int:
    """Return how many cases wait for a supplier's or seller's word: an answer, or that the goods came back."""
    stmt = select(func.count()).select_from(Case).join(Order, Order.id == Case.order_id)
    waiting = Case.state.in_(("open", "sent_back"))
    return session.scalar(stmt.where(_sold_by(supplier_id, seller_id), waiting)) or 0


def queue(
    name: str, *, only: Collection[int] | None = None, cursor: str | None = None, size: int = 30
) -> Page[Any]:
    """Return a page of cases with their orders for staff, whichever must be decided first; closed ones newest first.

    `only` these cases, in whichever queue they are, instead of a queue's.
    """
    stmt = _with_order().where(Case.state.in_(QUEUES[name]) if only is None else Case.id.in_(list(only)))
    keys: list[tuple[Any, Any]] = [(Case.decide_by, "asc"), (Case.id, "asc")]
    if name == "closed":
        keys = [(Case.id, "desc")]
    return paginate(stmt, keys=keys, cursor=cursor, size=size, scalars=False)


def queue_sizes() -> dict[str, int]:
    """Return how many open cases are in each queue of staff."""
    rows = session.execute(
        select(Case.state, func.count()).where(Case.state != "closed").group_by(Case.state)
    )
    counts: dict[str, int] = {state: int(number) for state, number in rows}
    return {name: sum(counts.get(state, 0) for state in states) for name, states in QUEUES.items()}


def soon_due(at: datetime) -> Question:
    """Return the question how many cases staff must decide within two days, or should have, and the first's opening."""
    waits = Case.state == "deciding", Case.decide_by <= at + SOON
    return select(func.count(), func.min(Case.opened_at)).where(*waits)


def due(at: datetime, limit: int) -> Sequence[Case]:
    """Return cases whose time is over, which somebody has yet to act on, oldest first; a bank is waited for."""
    is_due = or_(
        and_(Case.state == "open", Case.answer_by <= at),
        and_(Case.state.in_(("open", "answered")), Case.evidence_until <= at),
        and_(Case.state.in_(UNDECIDED), Case.end_by <= at),
        and_(Case.state.in_(RETURNING), Case.return_by <= at),
    )
    stmt = select(Case).join(Order, Order.id == Case.order_id).where(Order.disputed_at.is_(None))
    return session.scalars(stmt.where(is_due).order_by(Case.id).limit(limit)).all()


def order_ids_of(case_ids: Collection[int]) -> dict[int, int]:
    """Return case id → order id."""
    rows = session.execute(select(Case.id, Case.order_id).where(Case.id.in_(list(case_ids))))
    return {row.id: row.order_id for row in rows}


def _with_order() -> Select[Any]:
    stmt: Any = select(Case, Order).join(Order, Order.id == Case.order_id)
    found: Select[Any] = stmt
    return found


def _sold_by(supplier_id: int | None, seller_id: int | None) -> Any:
    return Order.seller_id == seller_id if seller_id is not None else Order.supplier_id == supplier_id


def _page(stmt: Select[Any], shelf: str, cursor: str | None) -> Page[Any]:
    if shelf in SHELVES:
        stmt = stmt.where(Case.state.in_(SHELVES[shelf]))
    return paginate(stmt, keys=[(Case.id, "desc")], cursor=cursor, size=20, scalars=False)
