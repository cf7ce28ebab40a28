"""What the notices of many facts need to know, read in a handful of statements however many facts there are."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on

from marketplace.domains.accounts.models import Person
from marketplace.domains.aftersales.models import Review
from marketplace.domains.orders.models import Order, OrderLine
from marketplace.domains.orders.reading.payees import Face, earner_of, faces_of
from marketplace.domains.payments.models import Payee, Payment, Payout, Refund
from marketplace.domains.shipments.models import Shipment
from marketplace.domains.suppliers.models import WorkAccount
from marketplace.foundation.db import session
from marketplace.foundation.outbox import Fact

Words = dict[str, str]


@dataclass(slots=True)
class Desk:
    """Rows by id; what is not there was deleted, and nobody is told of it."""

    at: datetime
    orders: Mapping[int, Order] = field(default_factory=dict)
    orders_by_number: Mapping[str, Order] = field(default_factory=dict)
    goods: Mapping[int, Words] = field(default_factory=dict)  # order id → what was bought
    workers: Mapping[int, Sequence[int]] = field(default_factory=dict)  # supplier id → people
    tracking: Mapping[int, str] = field(default_factory=dict)  # order id → tracking number
    refunds: Mapping[int, Any] = field(default_factory=dict)
    payouts: Mapping[int, Payout] = field(default_factory=dict)
    payees: Mapping[Payee, Face] = field(default_factory=dict)
    reviews: Mapping[int, Any] = field(default_factory=dict)
    people: Mapping[int, Person] = field(default_factory=dict)

    def order_of(self, fact: Fact) -> Order | None:
        """Return the order a fact names."""
        return self.orders.get(getattr(fact, "order_id", 0))

    def payee(self, row: Order | Payout) -> Face:
        """Return who earns with an order, or whom a payout is for."""
        return self.payees[earner_of(row)]

    def earners(self, row: Order | Payout) -> Sequence[int]:
        """Return the people on the earning side: a supplier's, or the one who sells."""
        if row.supplier_id is not None:
            return self.workers.get(row.supplier_id, ())
        return [row.seller_id] if row.seller_id is not None else []


def lay_out(facts: Sequence[Fact], at: datetime) -> Desk:
    """Read what the notices of these facts need."""
    ids = _ids(facts)
    refunds, reviews = _refunds(ids["refund_id"]), _reviews(ids["review_id"])
    orders = _by_id(Order, ids["order_id"] | {row.order_id for row in reviews.values()})
    by_number = _by_number({row.Refund.reference for row in refunds.values()})
    payouts = _by_id(Payout, ids["payout_id"])
    everything = {**orders, **{order.id: order for order in by_number.values()}}
    earning = (*everything.values(), *payouts.values())
    supplier_ids = {row.supplier_id for row in earning if row.supplier_id is not None}
    return Desk(
        at=at,
        orders=orders,
        orders_by_number=by_number,
        goods=_goods(everything),
        workers=_workers(supplier_ids),
        tracking=_tracking(orders),
        refunds=refunds,
        payouts=payouts,
        payees=faces_of(earning),
        reviews=reviews,
        people=_by_id(Person, ids["person_id"]),
    )


def _ids(facts: Iterable[Fact]) -> defaultdict[str, set[int]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for fact in facts:
        for name in ("order_id", "refund_id", "payout_id", "review_id", "person_id"):
            if (value := getattr(fact, name, None)) is not None:
                found[name].add(value)
    return found


def _by_id(model: Any, ids: Collection[int]) -> dict[int, Any]:
    if not ids:
        return {}
    return {row.id: row for row in session.scalars(select(model).where(model.id.in_(ids)))}


def _by_number(numbers: Collection[str]) -> dict[str, Order]:
    if not numbers:
        return {}
    return {row.number: row for row in session.scalars(select(Order).where(Order.number.in_(numbers)))}


def _refunds(ids: Collection[int]) -> dict[int, Any]:
    if not ids:
        return {}
    rows = session.execute(
        select(Refund, Payment.payer_id)
        .join(Payment, Payment.id == Refund.payment_id)
        .where(Refund.id.in_(ids))
    )
    return {row.Refund.id: row for row in rows}


def _reviews(ids: Collection[int]) -> dict[int, Any]:
    if not ids:
        return {}
    rows = session.execute(
        select(Review, OrderLine.order_id, OrderLine.title)
        .join(OrderLine, OrderLine.id == Review.order_line_id)
        .where(Review.id.in_(ids))
    )
    return {row.Review.id: row for row in rows}


def _tracking(orders: Collection[int]) -> dict[int, str]:
    if not orders:
        return {}
    rows = session.execute(
        select(Shipment.order_id, Shipment.tracking_number).where(Shipment.order_id.in_(list(orders)))
    )
    return dict(rows.all())


def _workers(supplier_ids: Collection[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    if supplier_ids:
        rows = session.execute(
            select(WorkAccount.supplier_id, WorkAccount.person_id)
            .where(WorkAccount.supplier_id.in_(supplier_ids), WorkAccount.state == "active")
            .order_by(WorkAccount.id)
        )
        for supplier_id, person_id in rows:
            found[supplier_id].append(person_id)
    return found


def _goods(orders: Collection[int]) -> dict[int, Words]:
    """Return what each order is called: its first line's title, and how many kinds of goods there are."""
    if not orders:
        return {}
    rows = session.execute(
        select(OrderLine.order_id, OrderLine.title, func.count().over(partition_by=OrderLine.order_id))
        .where(OrderLine.order_id.in_(list(orders)))
        .ext(distinct_on(OrderLine.order_id))
        .order_by(OrderLine.order_id, OrderLine.id)
    )
    return {order_id: _called(title, kinds) for order_id, title, kinds in rows}


def _called(title: Words, kinds: int) -> Words:
    if kinds == 1:
        return dict(title)
    endings = {"en": f" and {kinds - 1} more", "zh": f" 等 {kinds} 种商品"}
    return {language: words + endings.get(language, "") for language, words in title.items()}
