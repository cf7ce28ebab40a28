"""What staff do to an order: cancel it, change where it goes, record its delivery. Each asks why."""

from collections.abc import Callable
from typing import Any

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from marketplace.domains.aftersales.refuse_own_order import refuse_own_order
from marketplace.domains.orders.edit import EDITABLE, edit
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.reading.find import get_order
from marketplace.domains.orders.states import ORDER
from marketplace.foundation import clock
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_
from marketplace.journeys.cancel_order import cancel_order
from marketplace.journeys.record_delivery import record_delivery
from marketplace.portals.admin import portal
from marketplace.portals.admin.desk import LONGEST_WORDS, ReasonForm
from marketplace.web import access, htmx
from marketplace.web.access import needs
from marketplace.web.fields import PhoneField
from marketplace.web.forms import Form

CANCEL_REASONS = (
    N_("The buyer asked for it"),
    N_("The supplier cannot deliver"),
    N_("The price or description was wrong"),
    N_("Suspected fraud"),
)
DELIVERY_REASONS = (
    N_("The carrier confirmed it by phone"),
    N_("The buyer says it has arrived"),
    N_("The supplier sent proof of delivery"),
)
Act = Callable[[Order, str], object]


class EditForm(Form):
    """Where an order goes, its note, and why they change."""

    recipient = StringField(_l("Recipient"), validators=[InputRequired(), Length(max=60)])
    phone = PhoneField(_l("Phone"), validators=[InputRequired()])
    province = StringField(_l("Province"), validators=[Length(max=60)])
    city = StringField(_l("City"), validators=[Length(max=60)])
    district = StringField(_l("District"), validators=[Length(max=60)])
    street = StringField(_l("Street and house number"), validators=[InputRequired(), Length(max=200)])
    postcode = StringField(_l("Postcode"), validators=[Length(max=12)])
    note = TextAreaField(_l("Note"), validators=[Length(max=500)], render_kw={"rows": 2, "maxlength": 500})
    why = TextAreaField(
        _l("Why it changes"),
        description=_l("The buyer and the supplier read this in the order's story."),
        validators=[InputRequired(), Length(max=LONGEST_WORDS)],
        render_kw={"rows": 2, "maxlength": LONGEST_WORDS},
    )


@portal.route("/orders/<number>/cancellation", methods=["GET", "POST"])
@needs("orders.edit")
def order_cancellation(number: str) -> ResponseReturnValue:
    """Cancel an order before it leaves; what was paid goes back in full."""
    found = get_order(number)
    ORDER.expect(found.state, "cancel")
    form = ReasonForm().offer(CANCEL_REASONS)
    return _asked(form, found, "cancellation", _cancel, _("The order is cancelled. What was paid goes back."))


@portal.route("/orders/<number>/delivery", methods=["GET", "POST"])
@needs("orders.edit")
def order_delivery(number: str) -> ResponseReturnValue:
    """Record a delivery the carrier keeps silent about."""
    found = get_order(number)
    ORDER.expect(found.state, "deliver")
    form = ReasonForm().offer(DELIVERY_REASONS)
    return _asked(form, found, "delivery", _deliver, _("Delivered. The claim window is open."))


@portal.route("/orders/<number>/edit", methods=["GET", "POST"])
@needs("orders.edit")
def order_edit(number: str) -> ResponseReturnValue:
    """Change address and note of an order that has not left."""
    found = get_order(number)
    if found.state not in EDITABLE:
        raise ORDER.stale(found.state)
    form = EditForm(data={**found.address, "note": found.note})
    if not form.validate_on_submit():
        return render_template(
            "admin/orders/edit.html", form=form, order=found
        ), 422 if form.is_submitted() else 200
    typed = {name: value or "" for name, value in form.data.items() if name not in ("note", "why")}
    refuse_own_order(found, access.as_admin())
    changed = edit(
        order=lock_row(Order, found.id) or found,
        address=typed,
        note=form.note.data or "",
        why=form.why.data or "",
        actor=access.as_admin(),
        at=clock.now(),
    )
    flash(_("The order is changed.") if changed else _("Nothing was changed."), "good" if changed else "info")
    return htmx.see_other(url_for("admin.order", number=number))


def _asked(form: ReasonForm, found: Order, page: str, act: Act, done: str) -> ResponseReturnValue:
    if form.validate_on_submit():
        try:
            act(found, form.reason)
        except Refused as no:
            form.refuse(no)
        else:
            flash(done, "good")
            return htmx.see_other(url_for("admin.order", number=found.number))
    shown: dict[str, Any] = {"form": form, "order": found}
    return render_template(f"admin/orders/{page}.html", **shown), 422 if form.is_submitted() else 200


def _cancel(order: Order, why: str) -> None:
    cancel_order(order_id=order.id, because=why, actor=access.as_admin(), at=clock.now())


def _deliver(order: Order, why: str) -> None:
    record_delivery(order_id=order.id, why=why, actor=access.as_admin(), at=clock.now())
