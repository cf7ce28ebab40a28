"""Where an order's money is: the five steps everybody sees alike, and who earns what of it."""

from dataclasses import dataclass
from datetime import datetime

from marketplace.domains.orders.models import Order
from marketplace.domains.orders.receive import Shares, share_out
from marketplace.domains.payments.queries import refunds_of

STEPS = ("paid", "held", "delivered", "window", "released")
# How many of the five steps lie behind an order in each state; the next one is where its money is.
BEHIND = {
    "placed": 0,
    "lapsed": 0,
    "paid": 1,
    "accepted": 1,
    "shipped": 1,
    "delivered": 3,
    "received": 4,
    "completed": 5,
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the money line; `state` is done, now, next or stopped."""

    name: str
    state: str
    at: datetime | None = None


def money_steps(order: Order) -> list[Step]:
    """Return the money line of an order: what is done, what is now, and by when the rest happens."""
    if order.state in {"cancelled", "lapsed"}:
        return _stopped(order)
    if order.state == "refunded":
        return [
            Step("paid", "done", order.paid_at),
            Step("delivered", "done" if order.delivered_at else "stopped", order.delivered_at),
            Step("refunded", "done"),
        ]
    if order.frozen_at is not None:
        return _frozen(order)
    behind = BEHIND[order.state]
    return [Step(name, _place(i, behind), _moment(order, name)) for i, name in enumerate(STEPS)]


def earned(order: Order, *, back: int = 0) -> Shares:
    """Return who gets what of an order as it stands, had the buyer `back` minor units more.

    What goes back before the release comes out of what is held, and what nothing is left for is not earned. Afterwards
    commission and movers' pay stay where they went: it comes out of the payee's balance, which may go below zero.
    """
    later = _given_later(order)
    before = order.refunded - later
    if order.completed_at is None:
        before += back
    else:
        later += back
    shares = share_out(
        total=order.total, refunded=before, commission=order.commission, services=order.services
    )
    return shares._replace(payee=shares.payee - later)


def _given_later(order: Order) -> int:
    """Return what went back to the buyer after the release, minor units."""
    if order.completed_at is None or not order.refunded:
        return 0
    return sum(r.amount for r in refunds_of(order.number) if r.created_at > order.completed_at)


def _place(index: int, behind: int) -> str:
    if index < behind:
        return "done"
    return "now" if index == behind else "next"


def _moment(order: Order, name: str) -> datetime | None:
    moments = {
        "paid": order.paid_at or (order.pay_by if order.state == "placed" else None),
        "held": None,
        "delivered": order.delivered_at,
        "window": order.claim_until or order.received_at,
        "released": order.completed_at or order.claim_until,
    }
    return moments[name]


def _frozen(order: Order) -> list[Step]:
    """Return the line of an order that a case or a bank keeps where it is: the money stands still."""
    frozen = Step("frozen", "now", order.frozen_at)
    arrived = Step("delivered", "done" if order.delivered_at else "next", order.delivered_at)
    between = [arrived, frozen] if order.delivered_at else [frozen, arrived]
    return [Step("paid", "done", order.paid_at), Step("held", "done"), *between, Step("released", "next")]


def _stopped(order: Order) -> list[Step]:
    if order.paid_at is None:
        return [Step("paid", "stopped"), Step("cancelled", "done", order.cancelled_at or order.pay_by)]
    return [
        Step("paid", "done", order.paid_at),
        Step("cancelled", "done", order.cancelled_at),
        Step("refunded", "done" if order.refunded else "now", order.cancelled_at),
    ]
