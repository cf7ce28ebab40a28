"""Money that arrived is given to its orders; what no order can take goes back at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, text

from marketplace.domains.inventory.hold import hold
from marketplace.domains.listings.dealing.reserve import for_order, reserve
from marketplace.domains.orders.models import OrderLine
from marketplace.domains.orders.pay import pay
from marketplace.domains.payments.models import Payment
from marketplace.domains.payments.refund import Source, intend_refund
from marketplace.foundation.actors import PROVIDER
from marketplace.foundation.db import session
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing, Refused, Stale
from marketplace.ledger import Account, Line, post

ORDERS = text("""
SELECT o.id, o.number, o.state, o.total, o.currency FROM "order" o JOIN checkout c ON c.id = o.checkout_id
WHERE c.number = :reference ORDER BY o.id FOR UPDATE OF o
""")


def settle_payment(*, payment_id: int, at: datetime) -> bool:
    """Hold a payment's money for its orders; False when that is done already or the money is not there.

    A lapsed order gets its stock again if there is any; the part of one that does not, or was called off, is
    refunded at once. An amount other than the one asked pays for nothing and is refunded whole.
    """
    payment = lock_row(Payment, payment_id)
    if payment is None:
        raise Missing
    return settle(payment=payment, at=at)


def settle(*, payment: Payment, at: datetime) -> bool:
    """Do so for a payment locked already: whoever has just heard of its money need not wait to be told."""
    if payment.state != "succeeded" or payment.settled_at is not None:
        return False
    orders = session.execute(ORDERS, {"reference": payment.reference}).all()
    as_asked = _is_as_asked(payment, orders)
    placed = [order for order in orders if as_asked and _can_be_had(order, at)]
    pay(orders={order.id: order.state for order in placed}, actor=PROVIDER, at=at)
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


def _is_as_asked(payment: Payment, orders: Sequence[Any]) -> bool:
    total = sum(order.total for order in orders)
    return payment.captured == payment.amount == total and all(o.currency == payment.currency for o in orders)


def _can_be_had(order: Any, at: datetime) -> bool:
    """Say whether an order can still be had; a lapsed one gets its stock, or the listing, again."""
    if order.state == "lapsed":
        try:
            _keep_again(order, at)
        except (Refused, Stale):
            return False
        return True
    return bool(order.state == "placed")


def _keep_again(order: Any, at: datetime) -> None:
    columns = (OrderLine.offer_id, OrderLine.listing_id, OrderLine.quantity)
    lines = session.execute(select(*columns).where(OrderLine.order_id == order.id)).all()
    for line in lines:
        if line.listing_id is not None:
            reserve(listing_id=line.listing_id, holder=for_order(order.number), actor=PROVIDER, at=at)
    if wants := {line.offer_id: line.quantity for line in lines if line.offer_id is not None}:
        hold(holder=order.number, wants=wants, at=at)


def _give_back(payment: Payment, reference: str, why: str, amount: int, at: datetime) -> None:
    source = Source(Account.UNPLACED, payment.id)
    intend_refund(payment=payment, reference=reference, reason=why, amount=amount, source=source, at=at)
