"""Payouts: an owner asks for the balance, or part of it, to be sent to the company's account."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from marketplace.domains.payments.provider import ProviderRefused
from marketplace.domains.payments.queries import balance_of, payouts_of
from marketplace.domains.suppliers.queries import get_supplier
from marketplace.foundation import clock
from marketplace.foundation.money import settlement_currency
from marketplace.foundation.refusals import Refused, Unavailable
from marketplace.journeys.connect_account import connect_account
from marketplace.journeys.onboard_supplier import onboarding_page, see_account
from marketplace.journeys.pay_out import SAID, pay_out
from marketplace.portals.supplier import portal
from marketplace.portals.supplier.frame import is_owner, owners_only
from marketplace.web import access, htmx
from marketplace.web.fields import AmountForm


@portal.get("/payouts")
def payouts() -> str:
    """Show the payouts, newest first, and to owners the form for the next one."""
    return _page(_fresh_form() if is_owner() else None)


@portal.post("/payouts")
def ask_payout() -> Response | tuple[str, int]:
    """Ask for a payout; the same form sent twice asks once."""
    owners_only()
    form = AmountForm()
    if form.validate_on_submit():
        try:
            made = pay_out(
                supplier_id=access.work_place().supplier_id,
                amount=form.amount.data or 0,
                replay_key=form.replay_key.data,
                actor=access.as_supplier(),
                at=clock.now(),
            )
        except Refused as no:
            form.refuse(no)
        else:
            flash(_(SAID.get(made.state, SAID["intended"])), "good")
            return htmx.see_other(url_for("supplier.payouts"))
    return _page(form), 422


@portal.post("/payouts/account")
def payout_account() -> Response:
    """Open the company's account at the payment provider and lead there: it asks who is to be paid."""
    owners_only()
    here, actor = access.work_place().supplier_id, access.as_supplier()
    try:
        connect_account(supplier_id=here, actor=actor, at=clock.now())
        return htmx.see_other(onboarding_page(supplier_id=here))
    except ProviderRefused:
        flash(_("The payment provider will not open an account for your company. Write to us."), "bad")
    return htmx.see_other(url_for("supplier.payouts"))


@portal.get("/payouts/account")
def payout_account_return() -> Response:
    """Take an owner back from the provider and ask it whether they may be paid; its message may come later."""
    owners_only()
    try:
        ready = see_account(supplier_id=access.work_place().supplier_id, at=clock.now())
    except (ProviderRefused, Unavailable):
        ready = False
    if ready:
        flash(_("Your payout account is connected."), "good")
    else:
        flash(_("The payment provider still needs something of you, or looks at what you said."), "held")
    return htmx.see_other(url_for("supplier.payouts"))


def _fresh_form() -> AmountForm:
    currency = settlement_currency()
    form = AmountForm()
    form.amount.data = max(balance_of(access.work_place().supplier_id, currency), 0) or None
    return form


def _page(form: AmountForm | None) -> str:
    here, currency = access.work_place().supplier_id, settlement_currency()
    return render_template(
        "supplier/payouts/list.html",
        form=form,
        supplier=get_supplier(here),
        balance=balance_of(here, currency),
        currency=currency,
        page=payouts_of(here, cursor=request.args.get("cursor")),
    )
