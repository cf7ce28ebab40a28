"""Money that arrived is given to its orders; what no order can take goes back at once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from marketplace.domains.inventory.hold import hold
from marketplace.domains.orders.models import Checkout, Order, OrderLine
from marketplace.domains.orders.pay import pay
from marketplace.domains.payments.models import Payment
from marketplace.domains.payments.refund import Source, intend_refund
from marketplace.foundation.actors import PROVIDER
from marketplace.foundation.db import session
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing, Refused
from marketplace.ledger import Account, Line, post


def settle_payment(*, payment_id: int, at: datetime) -> bool:
    """Hold a payment's money for its orders; False when that is done already or the money is not there.

    A lapsed order gets its stock again if there is any; the part of one that does not, or was called off, is
    refunded at once. An amount other than the one asked pays for nothing and is refunded whole.
    """
    payment = lock_row(Payment, payment_id)
    if payment is None:
        raise Missing
    if payment.state != "succeeded" or payment.settled_at is not None:
        return False
    orders = _locked_orders(payment.reference)
    as_asked = _is_as_asked(payment, orders)
    placed = [order for order in orders if as_asked and _takes_money(order, at)]
    left = payment.captured - sum(order.total for order in placed)
    lines = [Line(Account.HOLD, -order.total, order.id) for order in placed]
    lines += [Line(Account.PROVIDER, payment.captured), Line(Account.UNPLACED, -left, payment.id)]
    post(f"payment:{payment.number}", "payment", lines, unit=payment.currency, at=at)
    payment.settled_at = at
    if as_asked:
        for order in orders:
            if order not in placed:
                why = "late_no_stock" if order.state == "lapsed" else "late_cancelled"
                _give_back(payment, order.number, why, order.total, at)
    else:
        _give_back(payment, payment.number, "amount_mismatch", left, at)
    return True


def _locked_orders(checkout_number: str) -> Sequence[Order]:
    return session.scalars(
        select(Order)
        .join(Checkout, Checkout.id == Order.checkout_id)
        .where(Checkout.number == checkout_number)
        .order_by(Order.id)
        .with_for_update(of=Order)
        .execution_options(populate_existing=True)
    ).all()


def _is_as_asked(payment: Payment, orders: Sequence[Order]) -> bool:
    total = sum(order.total for order in orders)
    return payment.captured == payment.amount == total and all(o.currency == payment.currency for o in orders)


def _takes_money(order: Order, at: datetime) -> bool:
    """Pay for an order if it can still be had; False when it cannot."""
    if order.state == "lapsed":
        lines = session.execute(
            select(OrderLine.offer_id, OrderLine.quantity).where(OrderLine.order_id == order.id)
        )
        try:
            hold(holder=order.number, wants={row.offer_id: row.quantity for row in lines}, at=at)
        except Refused:
            return False
    elif order.state != "placed":
        return False
    return pay(order=order, actor=PROVIDER, at=at)


def _give_back(payment: Payment, reference: str, why: str, amount: int, at: datetime) -> None:
    source = Source(Account.UNPLACED, payment.id)
    intend_refund(payment=payment, reference=reference, reason=why, amount=amount, source=source, at=at)
