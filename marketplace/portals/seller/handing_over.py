"""The buyer's six digits, entered by the seller: at their place, or where they bring it themselves."""

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from marketplace.domains.listings.sizes import DELIVERY, PICKUP
from marketplace.foundation import clock
from marketplace.foundation.refusals import Refused
from marketplace.journeys.dealing.hand_over import hand_over_order
from marketplace.portals.seller import portal
from marketplace.portals.seller.orders import my_sale, refuse_unless, seller_actor
from marketplace.web import htmx, limits
from marketplace.web.forms import Form

VERBS = {PICKUP: "hand_over", DELIVERY: "deliver"}


class CodeForm(Form):
    """The six digits the buyer shows."""

    code = StringField(
        _l("Pick-up code"),
        validators=[InputRequired(_l("Write the six digits.")), Length(max=20)],
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code"},
    )


@portal.get("/orders/<number>/handover")
def handover(number: str) -> str:
    """Ask for the buyer's code; a scanned code fills it in."""
    found, form = my_sale(number), CodeForm()
    refuse_unless(found, VERBS.get(found.handover, ""), found.handover in VERBS)
    form.code.data = request.args.get("code", "")[:20]
    return render_template("seller/orders/handover.html", order=found, form=form)


@portal.post("/orders/<number>/handover")
@limits.limited("30 per hour", by=limits.by_account)
def hand_over(number: str) -> ResponseReturnValue:
    """Hand it over: the buyer's code proves that they have it."""
    found, form, actor = my_sale(number), CodeForm(), seller_actor()
    if form.validate_on_submit():
        try:
            hand_over_order(order_id=found.id, code=form.code.data, actor=actor, at=clock.now())
        except Refused as no:
            form.refuse(no)
        else:
            flash(_("Handed over. The money is yours when the claim window ends."), "good")
            return htmx.see_other(url_for("seller.order", number=number))
    return render_template("seller/orders/handover.html", order=my_sale(number), form=form), 422
