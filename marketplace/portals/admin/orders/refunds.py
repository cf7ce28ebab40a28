"""Giving part of an order's price back; above a limit a second member of staff confirms."""

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from marketplace.domains.accounts.queries import people_by_id
from marketplace.domains.aftersales.models import RefundRequest
from marketplace.domains.aftersales.two_hands import LARGE_REFUND, waiting_requests
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.reading.find import get_order
from marketplace.domains.orders.states import HOLDING, ORDER
from marketplace.foundation import clock
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_
from marketplace.journeys.refund_order import LONGEST_REASON, ask_refund, decide_refund
from marketplace.portals.admin import portal
from marketplace.portals.admin.desk import ReasonForm
from marketplace.web import access, htmx
from marketplace.web.access import needs
from marketplace.web.fields import MoneyField
from marketplace.web.forms import ReplayField

REASONS = (
    N_("Something was missing"),
    N_("Slightly damaged; the buyer keeps it"),
    N_("It arrived late"),
    N_("The price was lower elsewhere on Coolspot"),
)


class RefundForm(ReasonForm):
    """How much goes back, and why."""

    amount = MoneyField(_l("Amount"), least=1, validators=[InputRequired()])
    replay_key = ReplayField()


@portal.route("/orders/<number>/refunds", methods=["GET", "POST"])
@needs("refunds.make")
def order_refunds(number: str) -> ResponseReturnValue:
    """Refund part of an order, or ask a colleague to confirm it."""
    found = get_order(number)
    if found.state not in HOLDING and found.state != "completed":
        raise ORDER.stale(found.state)
    form = RefundForm().offer(REASONS)
    if form.validate_on_submit():
        try:
            return _refunded(found, form)
        except Refused as no:
            form.refuse(no)
    shown = {"form": form, "order": found, "limit": LARGE_REFUND()}
    return render_template("admin/orders/refunds.html", **shown), 422 if form.is_submitted() else 200


def _refunded(found: Order, form: RefundForm) -> ResponseReturnValue:
    made = ask_refund(
        order_id=found.id,
        amount=form.amount.data or 0,
        why=form.reason,
        key=form.replay_key.data[:LONGEST_REASON],
        actor=access.as_admin(),
        at=clock.now(),
    )
    if isinstance(made, RefundRequest):
        flash(_("A colleague has to confirm this refund before the money goes back."), "held")
    else:
        flash(_("The money is on its way back to the buyer."), "good")
    return htmx.see_other(url_for("admin.order", number=found.number))


@portal.get("/refund-requests")
@needs("refunds.make")
def refund_requests() -> str:
    """Show the refunds that wait for a second member of staff, oldest first."""
    rows = waiting_requests()
    askers = people_by_id({asked.asked_by for asked, _order in rows})
    return render_template("admin/orders/requests.html", rows=rows, askers=askers, me=access.me().id)


@portal.post("/refund-requests/<int:request_id>/decision")
@needs("refunds.make")
def refund_decision(request_id: int) -> ResponseReturnValue:
    """Say yes or no to a refund a colleague asked for."""
    answer = request.form.get("answer")
    if answer not in ("approve", "decline"):
        raise Refused(N_("Say yes or no."))
    approved = answer == "approve"
    decide_refund(request_id=request_id, approved=approved, actor=access.as_admin(), at=clock.now())
    if approved:
        flash(_("The money is on its way back to the buyer."), "good")
    else:
        flash(_("The refund is declined. Nothing goes back."), "info")
    return htmx.see_other(url_for("admin.refund_requests"))
