"""Putting away what came back: on the shelf again, or not sellable."""

from flask import flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug import Response

from marketplace.foundation import clock
from marketplace.foundation.refusals import Refused
from marketplace.journeys.put_away import put_away
from marketplace.portals.supplier import portal
from marketplace.portals.supplier.orders.queue import mine
from marketplace.web import access, htmx

FIT = {"shelf": True, "unsellable": False}


@portal.post("/orders/<number>/returned-goods")
def put_away_goods(number: str) -> Response:
    """Say what becomes of pieces that came back."""
    found, fit = mine(number), FIT.get(request.form.get("where", ""))
    units = request.form.getlist("unit", type=int)
    if fit is None:
        raise Refused(_("Say whether it can be sold again."))
    if not units:
        raise Refused(_("Tick the pieces you mean."))
    done = put_away(order_id=found.id, unit_ids=units, fit=fit, actor=access.as_supplier(), at=clock.now())
    if done and fit:
        flash(ngettext("It is on the shelf again.", "%(num)s pieces are on the shelf again.", done), "good")
    elif done:
        flash(ngettext("It is counted no more.", "%(num)s pieces are counted no more.", done), "good")
    return htmx.see_other(url_for("supplier.order", number=number))
