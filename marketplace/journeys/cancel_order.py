"""An order is called off before it left, or lost on its way: what was kept is free, its money goes back in full."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from marketplace.domains.aftersales.refuse_own_order import refuse_own_order
from marketplace.domains.inventory.free import free
from marketplace.domains.inventory.units.come_back import come_back_to_supplier
from marketplace.domains.listings.dealing.reserve import for_order
from marketplace.domains.listings.dealing.reserve import free as free_listings
from marketplace.domains.listings.dealing.take import take_back
from marketplace.domains.orders.accept import cancel
from marketplace.domains.orders.models import Checkout, Order
from marketplace.domains.orders.states import ORDER
from marketplace.domains.payments.events import PaymentAbandoned
from marketplace.domains.payments.models import Payment
from marketplace.domains.payments.refund import Source, intend_refund
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.locks import lock_rows
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Missing, Stale
from marketplace.ledger import Account


def cancel_order(*, order_id: int, actor: Actor, at: datetime, why: str = "", because: str = "") -> bool:
    """Cancel an order and refund what it holds; False when it is cancelled already.

    `why` defaults to the role; `because` is what staff say, kept in the history.

    Unpaid orders share one payment, so cancelling one of them cancels those that were placed with it.
    Refuses: an order that has left (Stale); a buyer other than its own (Missing); as staff one's own.
    """
    together = _locked(order_id)
    order = next((one for one in together if one.id == order_id), None)
    if order is None or (actor.role == "buyer" and order.buyer_id != actor.id):
        raise Missing
    refuse_own_order(order, actor)
    why = why or actor.role
    if order.state == "placed":
        return _cancel_unpaid(order, together, why, because=because, actor=actor, at=at)
    if not cancel(order=order, why=why, actor=actor, at=at, because=because):
        return False
    if order.shipped_at is None:
        _let_go(order, at)
    else:
        _lost(order, actor, at)
    _refund(order, why, at)
    return True


def _locked(order_id: int) -> Sequence[Order]:
    """Lock an order; while it waits for payment also those it shares the payment with, in key order."""
    seen = session.execute(select(Order.state, Order.checkout_id).where(Order.id == order_id)).one_or_none()
    if seen is None or seen.state != "placed":
        return lock_rows(Order, [order_id])
    return lock_rows(Order, session.scalars(select(Order.id).where(Order.checkout_id == seen.checkout_id)))


def _cancel_unpaid(
    order: Order, together: Sequence[Order], why: str, *, because: str, actor: Actor, at: datetime
) -> bool:
    if actor.role in {"supplier", "seller"}:
        raise Stale(ORDER.refusal)  # what nobody paid for is not theirs yet
    for one in together:
        if one.state == "placed" and cancel(order=one, why=why, actor=actor, at=at, because=because):
            _let_go(one, at)
    payment = _payment_of(order)
    if payment is not None:
        record(PaymentAbandoned(payment.id), at)
    return True


def _let_go(order: Order, at: datetime) -> None:
    """Give back what was kept for an order: stock, or somebody's listing."""
    if order.seller_id is None:
        free(holder=order.number)
    else:
        free_listings(holders=[for_order(order.number)], at=at)


def _lost(order: Order, actor: Actor, at: datetime) -> None:
    """Give what never arrived back to whoever sent it, should it turn up: it is not the buyer's."""
    number, buyer_id = order.number, order.buyer_id
    if order.seller_id is None:
        come_back_to_supplier(order_id=order.id, order_number=number, buyer_id=buyer_id, why="lost", at=at)
    else:
        take_back(
            holder=for_order(number), actor=actor, at=at
        )  # until it is paid for, the unit stays its seller's


def _refund(order: Order, why: str, at: datetime) -> None:
    payment = _payment_of(order)
    left = order.total - order.refunded
    if payment is None or not left:
        return
    order.refunded += left
    order.hold_until = None
    source = Source(Account.HOLD, order.id)
    intend_refund(payment=payment, reference=order.number, reason=why, amount=left, source=source, at=at)


def _payment_of(order: Order) -> Payment | None:
    return session.scalars(
        select(Payment)
        .join(Checkout, Checkout.number == Payment.reference)
        .where(Checkout.id == order.checkout_id)
    ).one_or_none()
