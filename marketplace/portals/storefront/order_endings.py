"""What a buyer does to an order: call it off, confirm that it arrived. Each asks first, on a page of its own."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug import Response

from marketplace.domains.orders.reading.find import get_order
from marketplace.domains.orders.states import ORDER
from marketplace.foundation import clock
from marketplace.journeys.cancel_order import cancel_order
from marketplace.journeys.confirm_receipt import confirm_receipt
from marketplace.portals.storefront import portal
from marketplace.web import access, htmx


@portal.get("/orders/<number>/cancellation")
@access.signed_in
def cancellation(number: str) -> str:
    """Ask whether to cancel, and say what happens to the money."""
    found = get_order(number, buyer_id=access.me().id)
    ORDER.expect(found.state, "cancel")
    return render_template("storefront/orders/cancellation.html", order=found)


@portal.post("/orders/<number>/cancellation")
@access.signed_in
def cancel(number: str) -> Response:
    """Cancel the order before it leaves; what was paid goes back in full."""
    found = get_order(number, buyer_id=access.me().id)
    cancel_order(order_id=found.id, actor=access.as_buyer(), at=clock.now())
    flash(_("The order is cancelled."), "good")
    return htmx.see_other(url_for("storefront.order", number=number))


@portal.get("/orders/<number>/receipt")
@access.signed_in
def receipt(number: str) -> str:
    """Ask whether everything arrived and is right; confirming releases the money."""
    found = get_order(number, buyer_id=access.me().id)
    ORDER.expect(found.state, "receive")
    return render_template("storefront/orders/receipt.html", order=found)


@portal.post("/orders/<number>/receipt")
@access.signed_in
def receive(number: str) -> Response:
    """Confirm receipt: the supplier is paid now rather than at the end of the claim window."""
    found = get_order(number, buyer_id=access.me().id)
    confirm_receipt(order_id=found.id, actor=access.as_buyer(), at=clock.now())
    sentence = _("Thank you. The money is being released to the supplier.")
    if found.seller_id is not None:
        sentence = _("Thank you. The money is being released to the seller.")
    flash(sentence, "good")
    return htmx.see_other(url_for("storefront.order", number=number))
