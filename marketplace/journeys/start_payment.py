"""A buyer goes to pay: our rows, then the provider's page, never both at once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from marketplace.domains.accounts.models import Person
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.queries import get_checkout, orders_of
from marketplace.domains.orders.reading.payees import payees_of
from marketplace.domains.payments.hear import opened
from marketplace.domains.payments.models import Payment
from marketplace.domains.payments.provider import Item, ProviderRefused, SessionAsk, provider
from marketplace.domains.payments.queries import OPEN_PAYMENTS, get_payment
from marketplace.foundation import actors
from marketplace.foundation.db import door, session
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing, Refused, Stale
from marketplace.foundation.text import N_, pick

# The provider lets no page live for less than half an hour; what is paid on it after the stock lapsed is late
# money, and settled as such. Counted from a time in our rows, so that asking twice asks for the same page.
PAGE_AFTER_LAPSE = timedelta(minutes=31)
TOO_LATE = N_("The time to pay this order is over. Nothing was charged; you can order again.")


def start_payment(*, checkout_number: str, buyer_id: int, at: datetime) -> str:
    """Return the address of the page where this checkout is paid; the same one each time while it is open.

    Opens its own transactions, with the provider asked between them.
    Refuses: another's checkout (Missing), one that is paid, lapsed or called off (Stale).
    """
    with door():
        payment = get_payment(checkout_number, payer_id=buyer_id)
        orders = _payable(payment, buyer_id, at)
        if payment.state == "opened" and payment.pay_url:
            return payment.pay_url
        payment_id, ask = payment.id, _ask(payment, orders)
    try:
        made = provider().open_session(ask)
    except ProviderRefused as no:
        raise Refused(N_("The payment provider does not take this payment.")) from no
    with door():
        found = lock_row(Payment, payment_id)
        if found is None:
            raise Missing
        who = actors.person(buyer_id, "buyer")
        return opened(payment=found, session=made, expires_at=ask.expires_at, actor=who, at=at)


def _payable(payment: Payment, buyer_id: int, at: datetime) -> Sequence[Order]:
    """Return the orders to be paid for. Refuses: unless all of them still wait for it."""
    if payment.state == "succeeded":
        raise Stale(N_("This payment has already gone through."))
    orders = orders_of(get_checkout(payment.reference, buyer_id=buyer_id).id)
    waiting = all(order.state == "placed" and order.pay_by > at for order in orders)
    if not waiting or payment.state not in OPEN_PAYMENTS:
        raise Stale(TOO_LATE)
    return orders


def _ask(payment: Payment, orders: Sequence[Order]) -> SessionAsk:
    payer = session.get_one(Person, payment.payer_id)
    names = {order_id: pick(face.name, payer.language) for order_id, face in payees_of(orders).items()}
    return SessionAsk(
        number=payment.number,
        items=[Item(f"{names[order.id]} · {order.number}", order.total) for order in orders],
        currency=payment.currency,
        expires_at=max(order.pay_by for order in orders) + PAGE_AFTER_LAPSE,
        success_path=f"/checkout/{payment.reference}/thanks",
        cancel_path=f"/checkout/{payment.reference}/payment",
        email=payer.email if payer.email and payer.email_verified_at else "",
    )
