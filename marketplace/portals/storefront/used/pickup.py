"""What a buyer shows when they pick up: six digits, and a code that leads the seller to entering them."""

from dataclasses import dataclass

from flask import current_app, flash, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug import Response

from marketplace.domains.listings.sizes import PICKUP
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.reading.find import get_order
from marketplace.domains.shipments.hand_over import code_of
from marketplace.foundation import clock
from marketplace.journeys.dealing.sign_off import sign_off_installation
from marketplace.portals.storefront import portal
from marketplace.web import access, htmx, qr


@dataclass(frozen=True, slots=True)
class Pickup:
    """The digits, and their drawing."""

    code: str
    qr: Markup


def pickup_of(order: Order) -> Pickup | None:
    """Return what proves the hand-over of an accepted order to its buyer; None where nothing is picked up."""
    if order.handover != PICKUP or order.state != "accepted":
        return None
    code = code_of(order.id)
    if code is None:
        return None
    own: str = current_app.config["SETTINGS"].own_url
    return Pickup(code, qr.drawn(f"{own}/sell/orders/{order.number}/handover?code={code}", scale=1))


@portal.post("/orders/<number>/installation")
@access.signed_in
def sign_off(number: str) -> Response:
    """Sign an installation off: it works, and the claim window begins."""
    found = get_order(number, buyer_id=access.me().id)
    sign_off_installation(order_id=found.id, actor=access.as_buyer(), at=clock.now())
    flash(_("Signed off. You have a week to report a problem."), "good")
    return htmx.see_other(url_for("storefront.order", number=number))
