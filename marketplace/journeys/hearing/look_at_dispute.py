"""A buyer went to their bank: the orders of that payment stand still until it has decided, and follow what it says.

Won, they run on where they stood. Lost, what the bank gave the buyer is taken from the holds, in proportion to what is
left of each; of an order that was released, from its payee's balance.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, or_, select

from marketplace.domains.orders.freezing.dispute import begin, end
from marketplace.domains.orders.models import Checkout, Order
from marketplace.domains.orders.states import HOLDING
from marketplace.domains.payments.chargebacks.book_fees import book_fees
from marketplace.domains.payments.chargebacks.keep import close_chargeback, open_chargeback
from marketplace.domains.payments.models import Chargeback, Payment
from marketplace.domains.payments.provider import DisputeSeen, ProviderRefused, provider
from marketplace.foundation.db import door, session
from marketplace.foundation.locks import lock_row, lock_rows
from marketplace.journeys.hearing.lose_dispute import has_case, resume_case, take_lost


def look_at_dispute(*, dispute: str, at: datetime) -> None:
    """Ask the provider where a charge-back is and follow it; late and repeated questions change nothing.

    Opens its own transactions, with the provider asked between them.
    """
    try:
        seen = provider().look_at_dispute(dispute)
    except ProviderRefused:
        return
    if seen.status != "asked":
        with door():
            _follow(seen, at)


def _follow(seen: DisputeSeen, at: datetime) -> None:
    found = session.scalar(_payment_seen(seen))
    if found is None:
        return  # others may use the same account at the provider
    if found.settled_at is None:
        raise LookupError(f"payment {found.number} is disputed before it was settled")  # it is handed again
    # The orders first, as refunds and releases do: of a release and a charge-back one sees the other.
    orders = _orders_of(found)
    payment = lock_row(Payment, found.id)
    if payment is None:
        return
    chargeback, is_new = open_chargeback(payment=payment, seen=seen, at=at)
    if is_new:
        for order in orders:
            begin(order=order, at=at)
    book_fees(chargeback=chargeback, seen=seen, at=at)
    if chargeback.state == "open" and seen.status != "open":
        _decide(chargeback, payment, orders, lost=seen.status == "lost", at=at)


def _decide(
    chargeback: Chargeback, payment: Payment, orders: Sequence[Order], *, lost: bool, at: datetime
) -> None:
    close_chargeback(chargeback=chargeback, verb="lose" if lost else "win", at=at)
    taken = take_lost(chargeback=chargeback, payment=payment, orders=orders, at=at) if lost else {}
    for order in orders:
        resume_case(order=order, at=at)
        end(order=order, taken=taken.get(order.id, 0), in_case=has_case(order), at=at)


def _payment_seen(seen: DisputeSeen) -> Select[Payment]:
    # By IN: a name that is not told would else be that of every payment nobody has made yet.
    ours = or_(Payment.provider_intent.in_([seen.intent]), Payment.provider_charge.in_([seen.charge]))
    return select(Payment).where(ours)


def _orders_of(payment: Payment) -> Sequence[Order]:
    """Lock the orders a payment paid for that still have some of its money, or gave it to somebody."""
    ids = session.scalars(
        select(Order.id)
        .join(Checkout, Checkout.id == Order.checkout_id)
        .where(Checkout.number == payment.reference)
    )
    live = HOLDING | {"completed"}
    return [order for order in lock_rows(Order, ids) if order.state in live and order.refunded < order.total]
