"""Paying for a checkout: going to the provider's page, and what is seen on coming back."""

from collections.abc import Sequence

from flask import Response, make_response, render_template, url_for
from werkzeug import Response as Answer

from marketplace.domains.orders.accept import SHIP_WITHIN
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.pay import ACCEPT_WITHIN
from marketplace.domains.orders.queries import get_checkout, orders_of
from marketplace.domains.orders.reading.payees import payees_of
from marketplace.domains.payments.models import Payment
from marketplace.domains.payments.provider import ProviderRefused
from marketplace.domains.payments.queries import OPEN_PAYMENTS, get_payment
from marketplace.foundation import clock
from marketplace.foundation.db import door
from marketplace.foundation.refusals import Unavailable
from marketplace.journeys.hear_payment import hear_payment
from marketplace.journeys.settle_payment import settle_payment
from marketplace.journeys.start_payment import start_payment
from marketplace.portals.storefront import portal
from marketplace.web import access, htmx, limits

NOTHING_MORE = 286  # htmx stops asking


@portal.get("/checkout/<number>/payment")
@access.signed_in
def payment(number: str) -> str | Answer:
    """Show what is to be paid and by when, and lead to the provider's page."""
    found, orders = _mine(number)
    if found.state == "succeeded":
        return htmx.see_other(url_for("storefront.thanks", number=number))
    open_still = found.state in OPEN_PAYMENTS and all(
        o.state == "placed" and o.pay_by > clock.now() for o in orders
    )
    return render_template(
        "storefront/payments/show.html",
        payment=found,
        number=number,
        orders=orders,
        payees=payees_of(orders),
        open_still=open_still,
        pay_by=min(order.pay_by for order in orders),
    )


@portal.post("/checkout/<number>/payment")
@access.signed_in
@limits.limited("20 per minute")
def pay(number: str) -> Answer:
    """Go to the provider's page; it is the same page however often this is asked while it is open."""
    return htmx.see_other(start_payment(checkout_number=number, buyer_id=access.me().id, at=clock.now()))


@portal.get("/checkout/<number>/thanks")
@access.signed_in
def thanks(number: str) -> Response:
    """Show where the payment is; asks the provider itself, for its message may come later or never."""
    found, orders = _mine(number)
    if found.state == "opened" or (found.state == "succeeded" and found.settled_at is None):
        _converge(found.id)
        found, orders = _mine(number)
    standing = standing_of(found, orders)
    fragment = htmx.is_fragment()
    page = make_response(
        render_template(
            "storefront/payments/_standing.html" if fragment else "storefront/payments/thanks.html",
            payment=found,
            number=number,
            orders=orders,
            payees=payees_of(orders),
            standing=standing,
            accept_hours=ACCEPT_WITHIN(),
            ship_days=SHIP_WITHIN(),
        )
    )
    if fragment and standing not in ("waiting", "placing"):
        page.status_code = NOTHING_MORE
    return page


def standing_of(found: Payment, orders: Sequence[Order]) -> str:
    """Say where a payment is for the one who paid: waiting, placing, paid, part, back or over."""
    if found.settled_at is not None:
        paid = [order.paid_at is not None for order in orders]
        return "paid" if all(paid) else "part" if any(paid) else "back"
    if found.state == "succeeded":
        return "placing"
    return "waiting" if found.state in OPEN_PAYMENTS else "over"


def _mine(number: str) -> tuple[Payment, Sequence[Order]]:
    buyer_id = access.me().id
    checkout = get_checkout(number, buyer_id=buyer_id)
    return get_payment(number, payer_id=buyer_id), orders_of(checkout.id)


def _converge(payment_id: int) -> None:
    """Hear of the payment and settle it, as the provider's message or the sweep would: whoever comes first does it."""
    try:
        if hear_payment(payment_id=payment_id, at=clock.now()):
            with door():
                settle_payment(payment_id=payment_id, at=clock.now())
    except (Unavailable, ProviderRefused):
        return  # the page says that we wait, which is true
