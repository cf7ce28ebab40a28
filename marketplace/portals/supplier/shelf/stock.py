"""Stock of one offer: what lies where, what came and went; receiving and counting."""

from typing import Any

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug import Response
from wtforms import IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange

from marketplace.domains.inventory.queries import get_warehouse, movements_of, stock_rows
from marketplace.domains.inventory.receive import MOST
from marketplace.foundation import clock
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import pick
from marketplace.journeys.refresh_shelf import refresh_shelf
from marketplace.journeys.restock import count_stock, receive_stock
from marketplace.portals.supplier import portal
from marketplace.portals.supplier.shelf.first_stock import open_warehouses
from marketplace.portals.supplier.shelf.offers import mine
from marketplace.web import access, htmx, languages
from marketplace.web.forms import Form, ReplayField

_WHOLE = {"inputmode": "numeric", "autocomplete": "off", "min": 0}


class ReceiptForm(Form):
    """So many pieces came into a warehouse."""

    quantity = IntegerField(
        _l("Pieces that came in"), validators=[InputRequired(), NumberRange(1, MOST)], render_kw=_WHOLE
    )
    warehouse = SelectField(_l("Into which warehouse"), coerce=int, validators=[InputRequired()])
    replay_key = ReplayField()


class CountForm(Form):
    """So many pieces lie in a warehouse, counted by hand."""

    on_hand = IntegerField(
        _l("Pieces counted"),
        description=_l("All that lie there, also those kept for orders."),
        validators=[InputRequired(), NumberRange(0, MOST)],
        render_kw=_WHOLE,
    )
    warehouse = SelectField(
        _l("In which warehouse"), coerce=int, validators=[InputRequired()], id="counted-in"
    )
    replay_key = ReplayField()


@portal.get("/offers/<int:offer_id>/stock")
def stock(offer_id: int) -> str:
    """Show an offer's stock per warehouse, the two forms, and its history."""
    return _page(mine(offer_id), ReceiptForm(), CountForm())


@portal.post("/offers/<int:offer_id>/receipts")
def receive_offer(offer_id: int) -> Response | tuple[str, int]:
    """Add pieces; the same form sent twice adds them once."""
    row, form = mine(offer_id), _with_places(ReceiptForm())
    if form.validate_on_submit() and _moved(receive_stock, form, offer_id, form.quantity.data):
        flash(_("Received."), "good")
        return htmx.see_other(url_for("supplier.stock", offer_id=offer_id))
    return _page(row, form, CountForm(formdata=None)), 422


@portal.post("/offers/<int:offer_id>/counts")
def count_offer(offer_id: int) -> Response | tuple[str, int]:
    """Set what lies in a warehouse to what was counted."""
    row, form = mine(offer_id), _with_places(CountForm())
    if form.validate_on_submit() and _moved(count_stock, form, offer_id, form.on_hand.data):
        flash(_("Counted."), "good")
        return htmx.see_other(url_for("supplier.stock", offer_id=offer_id))
    return _page(row, ReceiptForm(formdata=None), form), 422


def _moved(move: Any, form: Any, offer_id: int, pieces: int) -> bool:
    """Move stock and tell the shelf; False when it was refused, and the form says why."""
    place = get_warehouse(form.warehouse.data, supplier_id=access.work_place().supplier_id)
    actor, at, key = access.as_supplier(), clock.now(), form.replay_key.data
    try:
        move(offer_id=offer_id, warehouse_id=place.id, pieces=pieces, replay_key=key, actor=actor, at=at)
    except Refused as no:
        form.refuse(no)
        return False
    refresh_shelf(offer_ids=[offer_id], at=at)
    return True


def _with_places(form: Any) -> Any:
    form.warehouse.choices = [
        (place.id, f"{place.code} · {pick(place.name, languages.current())}") for place in open_warehouses()
    ]
    return form


def _page(row: Any, receipt: Any, counted: Any) -> str:
    filled, other = (receipt, counted) if receipt.warehouse.choices else (counted, receipt)
    other.warehouse.choices = filled.warehouse.choices or _with_places(filled).warehouse.choices
    return render_template(
        "supplier/offers/stock.html",
        row=row,
        receipt=receipt,
        counted=counted,
        places=stock_rows([row.id]),
        page=movements_of(row.id, cursor=request.args.get("cursor"), size=30),
    )
