"""A buyer goes to pay: our rows, then the provider's page, never both at once."""

from datetime import datetime, timedelta

from marketplace.domains.orders.reading.purchase import Purchase, get_purchase
from marketplace.domains.payments.hear import opened
from marketplace.domains.payments.models import Payment
from marketplace.domains.payments.provider import Item, ProviderRefused, SessionAsk, provider
from marketplace.domains.payments.queries import OPEN_PAYMENTS
from marketplace.foundation import actors
from marketplace.foundation.db import door
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
        bought = get_purchase(checkout_number, buyer_id=buyer_id)
    _refuse_if_over(bought, at)
    if bought.state == "opened" and bought.pay_url:
        return bought.pay_url
    ask = _ask(bought)
    try:
        made = provider().open_session(ask)
    except ProviderRefused as no:
        raise Refused(N_("The payment provider does not take this payment.")) from no
    with door():
        found = lock_row(Payment, bought.payment_id)
        if found is None:
            raise Missing
        who = actors.person(buyer_id, "buyer")
        return opened(payment=found, session=made, expires_at=ask.expires_at, actor=who, at=at)


def _refuse_if_over(bought: Purchase, at: datetime) -> None:
    """Refuse unless all of its orders still wait to be paid."""
    if bought.state == "succeeded":
        raise Stale(N_("This payment has already gone through."))
    if bought.state not in OPEN_PAYMENTS or not bought.waits_to_be_paid(at):
        raise Stale(TOO_LATE)


def _ask(bought: Purchase) -> SessionAsk:
    return SessionAsk(
        number=bought.payment_number,
        items=[Item(f"{pick(o.name, bought.language)} · {o.number}", o.total) for o in bought.orders],
        currency=bought.currency,
        expires_at=max(order.pay_by for order in bought.orders) + PAGE_AFTER_LAPSE,
        success_path=f"/checkout/{bought.number}/thanks",
        cancel_path=f"/checkout/{bought.number}/payment",
        email=bought.email,
    )
