"""What the facts of orders and parcels tell the buyer, and the supplier's people or the seller."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from marketplace.domains.inventory.events import UnitsCameBack
from marketplace.domains.listings.models import Recall
from marketplace.domains.listings.sizes import DELIVERY, PICKUP
from marketplace.domains.notifications.speak import day, money, words
from marketplace.domains.notifications.tell import Telling
from marketplace.domains.orders import events as orders
from marketplace.domains.orders.models import Order
from marketplace.domains.shipments.events import ParcelSeen
from marketplace.foundation.db import session
from marketplace.foundation.outbox import Fact
from marketplace.journeys.notices.desk import Desk

Tellings = Iterator[Telling]
OUT_FOR_DELIVERY = "out_for_delivery"


def _buyer(desk: Desk, order: Order, kind: str, **more: Any) -> Telling:
    return Telling(
        person_id=order.buyer_id,
        kind=kind,
        key=f"{kind}:{order.id}",
        link=f"/orders/{order.number}",
        params=_of(desk, order, order.total) | more,
    )


def _workers(desk: Desk, order: Order, kind: str, **more: Any) -> Tellings:
    payee = desk.payee(order)
    # Some work at two suppliers; who sells second-hand is there alone.
    link = f"/supplier/orders/{order.number}?place={payee.slug}"
    if payee.kind == "seller":
        link = f"/sell/orders/{order.number}"
        kind = kind.replace("work_", "sale_")
    for person_id in desk.earners(order):
        yield Telling(
            person_id=person_id,
            kind=kind,
            key=f"{kind}:{order.id}:{person_id}",
            link=link,
            params=_of(desk, order, order.total) | more,
        )


def _of(desk: Desk, order: Order, amount: int) -> dict[str, Any]:
    return {
        "number": order.number,
        "goods": words(desk.goods.get(order.id, {})),
        "supplier": words(desk.payee(order).name),
        "amount": money(amount, order.currency),
    }


def _paid(desk: Desk, order: Order, _: orders.OrderPaid) -> Tellings:
    yield _buyer(desk, order, "order_paid", by=day(order.accept_by))
    yield from _workers(desk, order, "work_order_paid", by=day(order.accept_by))


def _lapsed(desk: Desk, order: Order, _: orders.OrderLapsed) -> Tellings:
    yield _buyer(desk, order, "order_lapsed")


def _accepted(desk: Desk, order: Order, _: orders.OrderAccepted) -> Tellings:
    kind = {PICKUP: "pickup_ready", DELIVERY: "movers_ready"}.get(order.handover, "order_accepted")
    yield _buyer(desk, order, kind, by=day(order.ship_by))


def _cancelled(desk: Desk, order: Order, fact: orders.OrderCancelled) -> Tellings:
    if order.paid_at is None:  # the supplier never heard of it
        yield _buyer(desk, order, "order_cancelled_unpaid")
        return
    known = ("buyer", "supplier", "seller", "not_accepted", "not_shipped")
    why = fact.why if fact.why in known else "hold_too_long"
    yield _buyer(desk, order, f"order_cancelled_{why}")
    yield from _workers(desk, order, f"work_cancelled_{why}")


def _shipped(desk: Desk, order: Order, _: orders.OrderShipped) -> Tellings:
    kind = "movers_have_it" if order.handover == DELIVERY else "order_shipped"
    yield _buyer(desk, order, kind, tracking=desk.tracking.get(order.id, ""))


def _parcel(desk: Desk, order: Order, fact: ParcelSeen) -> Tellings:
    if fact.code == OUT_FOR_DELIVERY:
        yield _buyer(desk, order, "parcel_out")


def _delivered(desk: Desk, order: Order, _: orders.OrderDelivered) -> Tellings:
    kind = "picked_up" if order.handover == PICKUP else "order_delivered"
    yield _buyer(desk, order, kind, until=day(order.claim_until))


def _reminded(desk: Desk, order: Order, fact: orders.OrderReminderDue) -> Tellings:
    if fact.what == "claim":
        yield _buyer(desk, order, "claim_reminder", until=day(order.claim_until))
    elif fact.what == "accept":
        yield from _workers(desk, order, "work_accept_reminder", by=day(order.accept_by))
    elif fact.what == "ship":
        yield from _workers(desk, order, "work_ship_reminder", by=day(order.ship_by))


def _received(desk: Desk, order: Order, fact: orders.OrderReceived) -> Tellings:
    if fact.by_silence:  # who confirmed it knows
        yield _buyer(desk, order, "order_received")


def _completed(desk: Desk, order: Order, fact: orders.OrderCompleted) -> Tellings:
    kept = order.total - order.refunded
    amounts = {
        "amount": money(fact.credited, order.currency),
        "total": money(kept, order.currency),
        "commission": money(min(order.commission, kept), order.currency),
    }
    yield from _workers(desk, order, "work_released", **amounts)


def _came_back(desk: Desk, order: Order, _: UnitsCameBack) -> Tellings:
    yield from _workers(desk, order, "work_goods_back")


def _disputed(desk: Desk, order: Order, _: orders.OrderDisputed) -> Tellings:
    yield _buyer(desk, order, "order_disputed")
    yield from _workers(desk, order, "work_disputed")


def _dispute_ended(desk: Desk, order: Order, fact: orders.DisputeEnded) -> Tellings:
    how = "lost" if fact.taken else "won"
    amount = money(fact.taken or order.total, order.currency)
    yield _buyer(desk, order, f"order_dispute_{how}", amount=amount)
    yield from _workers(desk, order, f"work_dispute_{how}", amount=amount)


def _recalled(desk: Desk, order: Order, fact: orders.OrderRecalled) -> Tellings:
    if (recall := session.get(Recall, fact.recall_id)) is not None:
        told = _buyer(desk, order, "order_recalled", why=words(recall.about))
        yield replace(told, key=f"{told.key}:{recall.id}")  # of two models in one order they hear twice


OF_ORDERS: dict[type[Fact], Callable[[Desk, Order, Any], Tellings]] = {
    orders.OrderPaid: _paid,
    orders.OrderLapsed: _lapsed,
    orders.OrderAccepted: _accepted,
    orders.OrderCancelled: _cancelled,
    orders.OrderShipped: _shipped,
    ParcelSeen: _parcel,
    orders.OrderDelivered: _delivered,
    orders.OrderReminderDue: _reminded,
    orders.OrderReceived: _received,
    orders.OrderCompleted: _completed,
    UnitsCameBack: _came_back,
    orders.OrderDisputed: _disputed,
    orders.DisputeEnded: _dispute_ended,
    orders.OrderRecalled: _recalled,
}
