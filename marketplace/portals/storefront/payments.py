"""Paying for a checkout: going to the provider's page, and what is seen on coming back."""

from flask import Response, make_response, render_template, url_for
from werkzeug import Response as Answer

from marketplace.domains.orders.accept import SHIP_WITHIN
from marketplace.domains.orders.pay import ACCEPT_WITHIN
from marketplace.domains.orders.reading.purchase import Purchase, get_purchase
from marketplace.domains.payments.provider import ProviderRefused
from marketplace.domains.payments.queries import OPEN_PAYMENTS
from marketplace.foundation import clock
from marketplace.foundation.db import door
from marketplace.foundation.refusals import Unavailable
from marketplace.journeys.settle_payment import Page, ask_of_page, settle_payment
from marketplace.journeys.start_payment import start_payment
from marketplace.portals.storefront import portal
from marketplace.web import access, htmx, limits

NOTHING_MORE = 286  # htmx stops asking


@portal.get("/checkout/<number>/payment")
@access.signed_in
def payment(number: str) -> str | Answer:
    """Show what is to be paid and by when, and lead to the provider's page."""
    bought = _mine(number)
    if bought.state == "succeeded":
        return htmx.see_other(url_for("storefront.thanks", number=number))
    return render_template(
        "storefront/payments/show.html",
        bought=bought,
        open_still=bought.state in OPEN_PAYMENTS and bought.waits_to_be_paid(clock.now()),
        pay_by=min(order.pay_by for order in bought.orders),
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
    bought = _mine(number)
    if bought.state == "opened" or (bought.state == "succeeded" and bought.settled_at is None):
        _converge(bought)
        bought = _mine(number)
    standing = standing_of(bought)
    fragment = htmx.is_fragment()
    page = make_response(
        render_template(
            "storefront/payments/_standing.html" if fragment else "storefront/payments/thanks.html",
            bought=bought,
            standing=standing,
            accept_hours=ACCEPT_WITHIN(),
            ship_days=SHIP_WITHIN(),
        )
    )
    if fragment and standing not in ("waiting", "placing"):
        page.status_code = NOTHING_MORE
    return page


def standing_of(bought: Purchase) -> str:
    """Say where a payment is for the one who paid: waiting, placing, paid, part, back or over."""
    if bought.settled_at is not None:
        paid = [order.paid_at is not None for order in bought.orders]
        return "paid" if all(paid) else "part" if any(paid) else "back"
    if bought.state == "succeeded":
        return "placing"
    return "waiting" if bought.state in OPEN_PAYMENTS else "over"


def _mine(number: str) -> Purchase:
    return get_purchase(number, buyer_id=access.me().id)


def _converge(bought: Purchase) -> None:
    """Hear of the payment and settle it, as the provider's message or the sweep would: whoever comes first does it."""
    try:
        if bought.state == "opened" and bought.provider_session:
            with door():  # what was read so far ends here: no transaction waits for another company
                page = Page(bought.provider_session, bought.payment_number, bought.expires_at)
            ask_of_page(payment_id=bought.payment_id, page=page, at=clock.now())
        else:
            with door():
                settle_payment(payment_id=bought.payment_id, at=clock.now())
    except (Unavailable, ProviderRefused):
        return  # the page says that we wait, which is true
