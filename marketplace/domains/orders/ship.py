"""An order leaves, and arrives; or changes hands where it stands."""

from datetime import datetime, timedelta

from marketplace.domains.listings.models import INSTALLATION
from marketplace.domains.orders.events import OrderDelivered, OrderShipped
from marketplace.domains.orders.freezing.refuse_disputed import refuse_disputed
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.states import ORDER
from marketplace.foundation.actors import Actor
from marketplace.foundation.dials import dial
from marketplace.foundation.outbox import record
from marketplace.foundation.states import advance, note
from marketplace.foundation.text import N_

CLAIM_WINDOW_HOURS = dial(
    "claim_window_hours",
    72,
    low=1,
    high=720,
    about=N_("How long a buyer has to report a problem after a parcel is delivered."),
    group="orders",
)
INSTALL_WITHIN = dial(
    "install_within_days",
    14,
    low=1,
    high=60,
    about=N_("How long an installation booked with an appliance may take after its delivery."),
    group="second_hand_services",
)
INSTALLED_CLAIM = dial(
    "installation_claim_days",
    7,
    low=1,
    high=60,
    about=N_("How long a buyer has to report a problem after an installation is signed off."),
    group="second_hand_services",
)


def ship(*, order: Order, actor: Actor, at: datetime) -> bool:
    """Mark an accepted order shipped; False when it already is. Refuses: any other state (Stale)."""
    if order.state == "accepted":
        refuse_disputed(order)
    if not advance(order, ORDER, "ship", actor=actor, at=at):
        return False
    order.shipped_at = at
    order.ship_by = order.remind_at = None
    record(OrderShipped(order.id), at)
    return True


def deliver(*, order: Order, actor: Actor, at: datetime, why: str | None = None) -> bool:
    """Mark a shipped order delivered at `at` and open its claim window; False when there is nothing to do.

    The reminder is due at two thirds of the window. A buyer who confirmed before the carrier did stays confirmed.
    """
    if not ORDER.allows(order.state, "deliver"):
        return False
    if not advance(order, ORDER, "deliver", actor=actor, at=at, why=why):
        return False
    _arrived(order, at)
    return True


def hand_over(*, order: Order, actor: Actor, at: datetime) -> bool:
    """Mark an accepted order picked up by its buyer, whose claim window opens; False when it already is.

    Refuses: any other state (Stale).
    """
    if order.state == "accepted":
        refuse_disputed(order)
    if not advance(order, ORDER, "hand_over", actor=actor, at=at):
        return False
    order.shipped_at = at
    order.ship_by = None
    _arrived(order, at)
    return True


def sign_off(*, order: Order, actor: Actor, at: datetime) -> bool:
    """Note that what was booked is installed: the claim window begins now; False when it was signed off already.

    Refuses: an order without an installation, or that has not arrived or is closed (Stale).
    """
    if INSTALLATION not in order.extras or order.state != "delivered":
        raise ORDER.stale(order.state)
    if order.installed_at is not None:
        return False
    order.installed_at = at
    _open_window(order, at, INSTALLED_CLAIM.span)
    note(ORDER.subject, order.id, "install", order.state, order.state, actor=actor, at=at)
    return True


def _arrived(order: Order, at: datetime) -> None:
    order.delivered_at = at
    window = CLAIM_WINDOW_HOURS.span
    if INSTALLATION in order.extras:
        # Until it is signed off; from then on the latter alone.
        window = INSTALL_WITHIN.span + INSTALLED_CLAIM.span
    _open_window(order, at, window)
    record(OrderDelivered(order.id), at)


def _open_window(order: Order, at: datetime, window: timedelta) -> None:
    order.claim_until = at + window
    order.remind_at = None if order.frozen_at else at + window * 2 / 3
