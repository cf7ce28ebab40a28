"""Calling an order off before it left: asks first, names why, and the buyer gets everything back."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug import Response
from wtforms import RadioField
from wtforms.validators import InputRequired

from marketplace.domains.orders.models import Order
from marketplace.domains.orders.states import ORDER
from marketplace.foundation import clock
from marketplace.foundation.states import note
from marketplace.journeys.cancel_order import cancel_order
from marketplace.portals.supplier import portal
from marketplace.portals.supplier.orders.queue import mine
from marketplace.web import access, htmx
from marketplace.web.forms import Form

# The words stand in components/order.html too, where the buyer reads them.
REASONS = [
    ("out_of_stock", _l("We have run out of it")),
    ("cannot_deliver", _l("We cannot deliver there")),
    ("wrong_price", _l("The price was wrong")),
    ("buyer_asked", _l("The buyer asked us to")),
    ("other_reason", _l("Another reason")),
]


class CancellationForm(Form):
    """Why."""

    reason = RadioField(
        _l("Why? The buyer reads it."), choices=REASONS, validators=[InputRequired(_l("Choose a reason."))]
    )


@portal.get("/orders/<number>/cancellation")
def cancellation(number: str) -> str:
    """Ask whether to cancel and why, and say what happens to the money."""
    found = mine(number)
    if not ORDER.allows(found.state, "cancel"):
        raise ORDER.stale(found.state)
    return _page(CancellationForm(), found)


@portal.post("/orders/<number>/cancellation")
def cancel(number: str) -> Response | tuple[str, int]:
    """Cancel the order; the buyer is refunded in full and the goods go back on the shelf."""
    found, form = mine(number), CancellationForm()
    if not form.validate_on_submit():
        return _page(form, found), 422
    actor, at = access.as_supplier(), clock.now()
    if cancel_order(order_id=found.id, actor=actor, at=at):
        note("order", found.id, "explain", "cancelled", "cancelled", actor=actor, at=at, why=form.reason.data)
        flash(_("The order is cancelled; the buyer gets all of it back."), "good")
    return htmx.see_other(url_for("supplier.order", number=number))


def _page(form: CancellationForm, order: Order) -> str:
    return render_template("supplier/orders/cancellation.html", form=form, order=order)
