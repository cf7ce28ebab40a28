"""At the buyer's door: whoever brings it enters the buyer's six digits. The link is their key; they need no account."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from marketplace.domains.listings.sizes import DELIVERY
from marketplace.domains.orders.models import Order
from marketplace.domains.shipments.hand_over import is_link, link_of
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Missing, Refused
from marketplace.journeys.dealing.hand_over import MOVER, hand_over_order
from marketplace.portals.storefront import portal
from marketplace.portals.storefront.used.deal import service_names
from marketplace.portals.storefront.used.forms import CodeForm
from marketplace.web import htmx, limits


@portal.get("/hand-over/<number>/<proof>")
def doorstep(number: str, proof: str) -> str:
    """Ask for the buyer's code; a scanned one fills it in."""
    form = CodeForm()
    form.code.data = request.args.get("code", "")[:20]
    return _page(_brought(number, proof), form)


@portal.post("/hand-over/<number>/<proof>")
@limits.limited("30 per hour", by=limits.by_address)
def hand_to_buyer(number: str, proof: str) -> ResponseReturnValue:
    """Hand it to the buyer: their code proves that they have it."""
    with door():
        order_id = _brought(number, proof).id
    form = CodeForm()
    if form.validate_on_submit():
        try:
            hand_over_order(order_id=order_id, code=form.code.data, actor=MOVER, at=clock.now())
        except Refused as no:
            form.refuse(no)
        else:
            flash(_("Handed over. Thank you; there is nothing more to do."), "good")
            return htmx.see_other(link_of(number))
    return _page(_brought(number, proof), form), 422


def _brought(number: str, proof: str) -> Order:
    """Return what the movers bring. Refuses: who has no link to it, as if it were not there."""
    found = session.scalar(
        select(Order).options(selectinload(Order.lines)).filter_by(number=number, handover=DELIVERY)
    )
    if found is None or not is_link(number, proof):
        raise Missing
    return found


def _page(order: Order, form: CodeForm) -> str:
    return render_template("storefront/used/doorstep.html", order=order, form=form, services=service_names())
