"""Give a buyer part of an order's price back: while it is held from the hold, later from its payee's balance."""

from datetime import datetime

from sqlalchemy import select

from marketplace.domains.aftersales.models import RefundRequest
from marketplace.domains.aftersales.refuse_own_order import refuse_own_order
from marketplace.domains.aftersales.two_hands import LARGE_REFUND, ask, decide, refuse_of_case
from marketplace.domains.orders.freezing.refuse_disputed import refuse_disputed
from marketplace.domains.orders.models import Checkout, Order
from marketplace.domains.orders.reading.payees import lock_money_of
from marketplace.domains.orders.states import HOLDING, ORDER
from marketplace.domains.payments.models import Payment, Refund
from marketplace.domains.payments.refund import Source, intend_refund, is_refunded
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing, Refused, Stale
from marketplace.foundation.states import note
from marketplace.foundation.text import N_

LONGEST_REASON = 40


def refund_order(
    *, order_id: int, amount: int, reason: str, actor: Actor, at: datetime, why: str | None = None
) -> Refund | None:
    """Refund `amount` minor units of an order; None when this `reason` was refunded already.

    `reason` is short and unique to the decision (a form's replay key), `why` is for people.
    Refuses: nothing or less; all that is left of an order still open (cancel it); more than is left.
    """
    order = _refundable(order_id, amount)
    refund = intend_refund(
        payment=_payment_of(order),
        reference=order.number,
        reason=reason[:LONGEST_REASON],
        amount=amount,
        source=Source(*lock_money_of(order)),
        at=at,
    )
    if refund is not None:
        order.refunded += amount
        details = {"refund": refund.number, "amount": amount}
        note(
            ORDER.subject,
            order.id,
            "refund",
            order.state,
            order.state,
            actor=actor,
            at=at,
            why=why,
            details=details,
        )
    return refund


def _refundable(order_id: int, amount: int) -> Order:
    order = lock_row(Order, order_id)
    if order is None:
        raise Missing
    if order.state not in HOLDING and order.state != "completed":
        raise ORDER.stale(order.state)
    refuse_disputed(order)
    if order.frozen_at is not None:
        raise Stale(N_("A case is open about this order. What goes back is decided there."))
    left = order.total - order.refunded
    if amount <= 0:
        raise Refused(N_("Choose an amount above zero."), field="amount")
    if amount > left or (amount == left and order.state in HOLDING):
        raise Refused(N_("That is more than can be refunded while the order stays open."), field="amount")
    return order


def _payment_of(order: Order) -> Payment:
    return session.scalars(
        select(Payment)
        .join(Checkout, Checkout.number == Payment.reference)
        .where(Checkout.id == order.checkout_id)
    ).one()


def ask_refund(
    *, order_id: int, amount: int, why: str, key: str, actor: Actor, at: datetime
) -> Refund | RefundRequest | None:
    """Refund at once while the order's refunds stay small; above the limit ask for a colleague's yes.

    `key` is the form's own: sent twice, it refunds or asks once. Refuses: what `refund_order` refuses, before anybody
    is asked; an order one bought, sold, or whose supplier one works for.
    """
    # Under a name of its own: a key somebody made up must not pass for the reason of another refund.
    reason = f"staff:{key}"[:LONGEST_REASON]
    order = _refundable(order_id, amount)
    refuse_own_order(order, actor)
    if is_refunded(order.number, reason):
        return None
    # What was given back before counts: else one person gives any sum in small parts.
    if order.refunded + amount > LARGE_REFUND():
        return ask(order=order, amount=amount, why=why, key=reason, actor=actor, at=at)
    return refund_order(order_id=order_id, amount=amount, reason=reason, actor=actor, at=at, why=why)


def decide_refund(*, request_id: int, approved: bool, actor: Actor, at: datetime) -> Refund | None:
    """Give the money back because a second member of staff agrees, or not; None when nothing is given back.

    Refuses: one's own request or order, a request decided otherwise, what the order no longer has; a case's (Missing).
    """
    refuse_of_case(request_id)
    refuse_own_order(_order_of(request_id), actor)
    request = decide(request_id=request_id, approved=approved, actor=actor, at=at)
    if request is None or not approved:
        return None
    return refund_order(
        order_id=request.order_id,
        amount=request.amount,
        reason=request.key,
        actor=actor,
        at=at,
        why=request.why,
    )


def _order_of(request_id: int) -> Order:
    asked = session.get(RefundRequest, request_id)
    if asked is None:
        raise Missing
    return session.get_one(Order, asked.order_id)
