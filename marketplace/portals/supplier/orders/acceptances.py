"""Taking orders on: one, or several at once after a second look."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug import Response

from marketplace.domains.orders.models import Order
from marketplace.domains.orders.reading.find import orders_numbered
from marketplace.foundation import clock
from marketplace.foundation.refusals import Stale
from marketplace.journeys.accept_order import accept_order
from marketplace.portals.supplier import portal
from marketplace.portals.supplier.orders.queue import mine
from marketplace.web import access, htmx

MOST_AT_ONCE = 100


@portal.post("/orders/<number>/acceptance")
def accept(number: str) -> Response:
    """Accept the order: the time to ship begins."""
    accept_order(order_id=mine(number).id, actor=access.as_supplier(), at=clock.now())
    flash(_("Accepted. Ship it in time, and the money is yours after the claim window."), "good")
    return htmx.see_other(url_for("supplier.order", number=number))


@portal.get("/orders/acceptances")
def acceptances() -> str:
    """Show the orders that were ticked, to be accepted together."""
    return render_template("supplier/orders/acceptances.html", orders=_ticked(request.args.getlist("number")))


@portal.post("/orders/acceptances")
def accept_many() -> Response:
    """Accept the ticked orders; those that moved on meanwhile are left and counted."""
    done, left = 0, 0
    for order in _ticked(request.form.getlist("number")):
        try:
            done += accept_order(order_id=order.id, actor=access.as_supplier(), at=clock.now())
        except Stale:
            left += 1
    if done:
        flash(ngettext("%(num)d order accepted.", "%(num)d orders accepted.", done), "good")
    if left:
        flash(ngettext("%(num)d order had moved on.", "%(num)d orders had moved on.", left), "info")
    return htmx.see_other(url_for("supplier.orders", shelf="to_ship" if done else "to_accept"))


def _ticked(numbers: list[str]) -> list[Order]:
    """Return this supplier's orders of these numbers that wait to be accepted; others are passed by."""
    found = orders_numbered(numbers[:MOST_AT_ONCE], supplier_id=access.work_place().supplier_id)
    return [order for order in found if order.state == "paid"]
