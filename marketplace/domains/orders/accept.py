"""A supplier accepts an order, or it is called off before anything left."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from marketplace.domains.orders.events import OrderAccepted, OrderCancelled
from marketplace.domains.orders.freezing.refuse_disputed import refuse_disputed
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.states import ORDER
from marketplace.foundation import clock
from marketplace.foundation.actors import Actor
from marketplace.foundation.dials import day_list, dial
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Stale
from marketplace.foundation.states import advance
from marketplace.foundation.text import N_

SHIP_WITHIN = dial(
    "ship_within_working_days",
    5,
    low=1,
    high=60,
    group="orders",
    about=N_("How many working days (Monday to Friday) a supplier has to ship an accepted order."),
)
HOLIDAYS = day_list(
    "holidays", group="orders", about=N_("Public holidays: they are not working days when time is counted.")
)
SATURDAY = 5
DEADLINES = {
    "not_accepted": ({"paid"}, "accept_by"),
    "not_shipped": ({"accepted"}, "ship_by"),
    "hold_too_long": ({"paid", "accepted", "shipped"}, "hold_until"),
}
LOST = "lose"  # the one way a shipped order ends without its supplier being paid


def accept(*, order: Order, actor: Actor, at: datetime) -> bool:
    """Mark a paid order accepted: the time to ship begins; False when it already is. Refuses: other states (Stale)."""
    if order.state == "paid":
        refuse_disputed(order)
    if not advance(order, ORDER, "accept", actor=actor, at=at):
        return False
    order.accepted_at = at
    order.accept_by = None
    order.ship_by = after_working_days(at, SHIP_WITHIN(), off=HOLIDAYS())
    order.remind_at = at + (order.ship_by - at) * 2 / 3
    record(OrderAccepted(order.id), at)
    return True


def cancel(*, order: Order, why: str, actor: Actor, at: datetime, because: str = "") -> bool:
    """Call an order off; False when it already is, or when the deadline that `why` names was kept after all.

    `why` is buyer, supplier, admin, not_accepted, not_shipped or hold_too_long; `because` says it in words, for staff.
    Refuses: an order that has left (Stale), unless its hold is too old and nobody saw it arrive.
    """
    if why in DEADLINES and not is_overdue(order, why, at):
        return False
    if order.state != "cancelled":
        refuse_disputed(order)
    verb = LOST if order.state == "shipped" and why == "hold_too_long" else "cancel"
    if order.state in {"delivered", "received"}:
        raise Stale(N_("This order has already been shipped."))
    details = {"because": because} if because else None
    if not advance(order, ORDER, verb, actor=actor, at=at, why=why, details=details):
        return False
    order.cancelled_at = at
    order.accept_by = order.ship_by = order.remind_at = None
    record(OrderCancelled(order.id, why), at)
    return True


def is_overdue(order: Order, why: str, at: datetime) -> bool:
    """Say whether the promise that `why` names was broken by now; while a case is open, none is."""
    states, column = DEADLINES[why]
    until: datetime | None = getattr(order, column)
    return order.state in states and order.frozen_at is None and until is not None and until <= at


def after_working_days(start: datetime, days: int, *, off: Collection[date] = frozenset()) -> datetime:
    """Return the moment `days` working days after `start`: Monday to Friday here, but for the days `off`."""
    moment = start
    while days:
        moment += timedelta(days=1)
        here = clock.local(moment).date()
        if here.weekday() < SATURDAY and here not in off:
            days -= 1
    return moment
