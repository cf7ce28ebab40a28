"""Shipping an order: carrier, tracking number, and the serial number of every piece."""

from typing import Any

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug import Response
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from marketplace.domains.inventory.identify import read_serials
from marketplace.domains.inventory.stocklist import places_of
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.reading.goods import goods_of
from marketplace.domains.orders.states import ORDER
from marketplace.domains.shipments.dispatch import CARRIERS, FOR_SUPPLIERS
from marketplace.foundation import clock
from marketplace.foundation.db import door
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import pick
from marketplace.journeys.ship_order import serials_field, ship_order
from marketplace.portals.supplier import portal
from marketplace.portals.supplier.orders.queue import mine
from marketplace.web import access, htmx, languages
from marketplace.web.forms import Form

LONGEST_SERIALS = 5000  # 99 pieces of forty characters and a line break


class ShipmentForm(Form):
    """Who carries it under which number; a field of serial numbers for each line is added to it."""

    carrier = SelectField(_l("Carrier"), validators=[InputRequired()])
    tracking_number = StringField(
        _l("Tracking number"),
        description=_l("6 to 40 letters, digits or hyphens, as on the waybill."),
        validators=[InputRequired(), Length(max=60)],
        render_kw={
            "maxlength": 60,
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
        },
    )


@portal.get("/orders/<number>/shipment")
def shipment(number: str) -> str:
    """Show the form to ship an accepted order."""
    found = mine(number)
    if not ORDER.allows(found.state, "ship"):
        raise ORDER.stale(found.state)
    return _page(_form_for(found), found)


@portal.post("/orders/<number>/shipment")
def ship(number: str) -> Response | tuple[str, int]:
    """Ship the order: stock leaves, serial numbers belong to the buyer, the parcel is followed."""
    found = mine(number)
    form = _form_for(found)
    if form.validate_on_submit():
        try:
            with door():
                _ship(found, form)
        except Refused as no:
            form.refuse(no)
            found = mine(number)  # as it stands after all: the refusal took back what the journey had begun
        else:
            flash(_("Shipped. The buyer follows it from here."), "good")
            return htmx.see_other(url_for("supplier.order", number=number))
    return _page(form, found), 422


def _ship(order: Order, form: Any) -> None:
    ship_order(
        order_id=order.id,
        carrier=form.carrier.data,
        tracking_number=form.tracking_number.data,
        serials={line.id: read_serials(form[serials_field(line.id)].data or "") for line in order.lines},
        actor=access.as_supplier(),
        at=clock.now(),
    )


def _form_for(order: Order) -> Any:
    """Return the form with a field for the serial numbers of each line, one a line so that a scanner can fill it."""
    fields = {
        serials_field(line.id): TextAreaField(
            pick(line.title, languages.current()),
            validators=[InputRequired(), Length(max=LONGEST_SERIALS)],
            render_kw={
                "rows": min(line.quantity, 8) + 1,
                "maxlength": LONGEST_SERIALS,
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            },
        )
        for line in order.lines
    }
    form = type("OrderShipmentForm", (ShipmentForm,), fields)()
    form.carrier.choices = [(code, pick(CARRIERS[code], languages.current())) for code in FOR_SUPPLIERS]
    return form


def _page(form: Any, order: Order) -> str:
    return render_template(
        "supplier/orders/shipment.html",
        form=form,
        order=order,
        fields=[(line, form[serials_field(line.id)]) for line in order.lines],
        goods=goods_of([order]),
        places=places_of(order.number),
    )
