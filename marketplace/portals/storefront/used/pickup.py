"""What a buyer shows when it changes hands: six digits, and a drawing that leads to where they are entered."""

from dataclasses import dataclass

from flask import current_app, flash, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug import Response

from marketplace.domains.listings.sizes import DELIVERY
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.reading.find import get_order
from marketplace.domains.shipments.hand_over import code_of, link_of
from marketplace.foundation import clock
from marketplace.journeys.dealing.hand_over import PROVEN_FROM
from marketplace.journeys.dealing.sign_off import sign_off_installation
from marketplace.portals.storefront import portal
from marketplace.web import access, htmx, qr


@dataclass(frozen=True, slots=True)
class Pickup:
    """The digits, and their drawing."""

    code: str
    qr: Markup


def pickup_of(order: Order) -> Pickup | None:
    """Return what proves the hand-over of an order to its buyer; None where or while there is none."""
    if PROVEN_FROM.get(order.handover) != order.state:
        return None
    code = code_of(order.id)
    if code is None:
        return None
    own: str = current_app.config["SETTINGS"].own_url
    entered = link_of(order.number) if order.handover == DELIVERY else f"/sell/orders/{order.number}/handover"
    return Pickup(code, qr.drawn(f"{own}{entered}?code={code}", scale=1))


@portal.post("/orders/<number>/installation")
@access.signed_in
def sign_off(number: str) -> Response:
    """Sign an installation off: it works, and the claim window begins."""
    found = get_order(number, buyer_id=access.me().id)
    sign_off_installation(order_id=found.id, actor=access.as_buyer(), at=clock.now())
    flash(_("Signed off. You have a week to report a problem."), "good")
    return htmx.see_other(url_for("storefront.order", number=number))
