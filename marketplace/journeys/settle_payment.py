"""Money that arrived is given to its orders; what no order can take goes back at once.

Whether it arrived is asked of the provider, and believed. Where we hear of it we give it on in the same transaction.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select, text

from marketplace.domains.inventory.hold import hold
from marketplace.domains.listings.dealing.refuse_changed import refuse_changed
from marketplace.domains.listings.dealing.reserve import for_order, reserve
from marketplace.domains.orders.models import OrderLine
from marketplace.domains.orders.pay import pay
from marketplace.domains.payments.hear import hear
from marketplace.domains.payments.models import Payment
from marketplace.domains.payments.provider import PaymentSeen, ProviderRefused, provider
from marketplace.domains.payments.refund import Source, intend_refund
from marketplace.foundation.actors import PROVIDER
from marketplace.foundation.db import door, session
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing, Refused, Stale
from marketplace.ledger import Account, Line, post

log = logging.getLogger("payments")
ORDERS = text("""
SELECT o.id, o.number, o.state, o.total, o.currency, o.placed_at FROM "order" o JOIN checkout c ON c.id = o.checkout_id
WHERE c.number = :reference ORDER BY o.id FOR UPDATE OF o
""")


class Page(NamedTuple):
    """Where a payment can be paid: the provider's name for the page, the payment's number, the end of its time."""

    session: str
    number: str
    expires_at: datetime


def settle_payment(*, payment_id: int, at: datetime) -> bool:
    """Hold a payment's money for its orders; False when that is done already or the money is not there.

    A lapsed order gets its stock again if there is any; the part of one that does not, or was called off, is
    refunded at once. An amount other than the one asked pays for nothing and is refunded whole.
    """
    payment = lock_row(Payment, payment_id)
    if payment is None:
        raise Missing
    return _settle(payment, at)


def hear_payment(*, payment_id: int, at: datetime) -> bool:
    """Move a payment to where the provider sees it and give its money to its orders; True when the money is there.

    The return page, a message and the sweep may all ask at once: the row's lock lets one of them win and the
    others find it done. Opens its own transactions, with the provider asked between them.
    """
    with door():
        payment = session.get(Payment, payment_id)
        if payment is None or payment.state == "succeeded" or payment.provider_session is None:
            return payment is not None and payment.state == "succeeded"
        page = Page(payment.provider_session, payment.number, payment.expires_at)
    return ask_of_page(payment_id=payment_id, page=page, at=at)


def ask_of_page(*, payment_id: int, page: Page, at: datetime) -> bool:
    """Do so for a payment whose page at the provider has just been read; no transaction may be open."""
    try:
        seen = provider().look_at(page.session)
    except ProviderRefused:
        if at <= page.expires_at:
            raise
        seen = PaymentSeen(
            page.session, page.number, "expired"
        )  # it forgot one that nobody could pay on any more
    return _believe(payment_id, seen, at)


def _settle(payment: Payment, at: datetime) -> bool:
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
            refuse_changed(line.listing_id, since=order.placed_at)
            reserve(listing_id=line.listing_id, holder=for_order(order.number), actor=PROVIDER, at=at)
    if wants := {line.offer_id: line.quantity for line in lines if line.offer_id is not None}:
        hold(holder=order.number, wants=wants, at=at)


def _give_back(payment: Payment, reference: str, why: str, amount: int, at: datetime) -> None:
    source = Source(Account.UNPLACED, payment.id)
    intend_refund(payment=payment, reference=reference, reason=why, amount=amount, source=source, at=at)


def _believe(payment_id: int, seen: PaymentSeen, at: datetime) -> bool:
    """Write down what the provider said of a payment and settle it, at once; True when its money is there.

    News that money came is not lost over orders that will not take it just now: the payments worker tries again.
    """
    try:
        with door():
            return _written(payment_id, seen, at, settles=True)
    except Exception:
        log.exception("payment %s was heard of and could not be settled", payment_id)
    with door():
        return _written(payment_id, seen, at, settles=False)


def _written(payment_id: int, seen: PaymentSeen, at: datetime, *, settles: bool) -> bool:
    payment = lock_row(Payment, payment_id)
    if payment is None:
        return False
    if hear(payment=payment, seen=seen, at=at, settles=settles) and settles:
        _settle(payment, at)
    return payment.state == "succeeded"
