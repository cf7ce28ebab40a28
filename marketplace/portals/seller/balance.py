"""A seller's money: what is theirs, what is held, every movement, and payouts to their account."""

from flask import flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.domains.orders.reading.sales_used import held_for_seller
from marketplace.domains.payments.models import Payee
from marketplace.domains.payments.provider import ProviderRefused
from marketplace.domains.payments.queries import balance_of, on_its_way, payouts_of, statement_of
from marketplace.foundation import actors, clock
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import door
from marketplace.foundation.money import settlement_currency
from marketplace.foundation.refusals import Missing, Refused, Unavailable
from marketplace.foundation.text import N_
from marketplace.journeys.connect_account import connect_payee
from marketplace.journeys.onboard_seller import may_be_paid, onboarding_page_of_seller
from marketplace.journeys.pay_out import SAID, pay_seller
from marketplace.ledger import Account
from marketplace.portals.seller import portal
from marketplace.portals.seller.frame import seller
from marketplace.web import access, htmx, limits
from marketplace.web.fields import AmountForm

CONNECT_FIRST = N_("Connect your account at the payment provider first: payouts go there.")


def kinds() -> dict[str, str]:
    """Return what each kind of movement is called."""
    return {
        "release": _("Sale released, less commission"),
        "refund": _("Refund after release"),
        "payout": _("Payout"),
        "payout_failed": _("Payout returned"),
    }


@portal.get("/balance")
def balance() -> str:
    """Show the balance, the payouts and the statement, newest first."""
    form = AmountForm()
    form.amount.data = max(_balance(), 0) or None
    return _page(form)


@portal.post("/balance/payouts")
@limits.limited("20 per hour", by=limits.by_account)
def ask_payout() -> ResponseReturnValue:
    """Ask for a payout; the same form sent twice asks once."""
    me, actor, form = _seller(), _actor(), AmountForm()
    if form.validate_on_submit():
        try:
            _refuse_unless_connected(me)
            with door():
                made = pay_seller(
                    seller_id=me,
                    amount=form.amount.data or 0,
                    replay_key=form.replay_key.data,
                    actor=actor,
                    at=clock.now(),
                )
        except Refused as no:
            form.refuse(no)
        else:
            flash(_(SAID.get(made.state, SAID["intended"])), "good")
            return htmx.see_other(url_for("seller.balance"))
    return _page(form), 422


@portal.post("/balance/account")
@limits.limited("20 per hour", by=limits.by_account)
def connect() -> ResponseReturnValue:
    """Open the seller's account at the payment provider and lead there: it asks who is to be paid."""
    me, actor = _seller(), _actor()
    try:
        connect_payee(payee=Payee(Account.SELLER, me), actor=actor, at=clock.now())
        return htmx.see_other(onboarding_page_of_seller(seller_id=me))
    except ProviderRefused:
        flash(_("The payment provider will not open an account for you. Write to us."), "bad")
    return htmx.see_other(url_for("seller.balance"))


@portal.get("/balance/account")
def connected() -> ResponseReturnValue:
    """Take a seller back from the provider, and say whether they may be paid."""
    me = _seller()
    try:
        ready = may_be_paid(seller_id=me)
    except (ProviderRefused, Unavailable):
        ready = False
    if ready:
        flash(_("Your payout account is connected."), "good")
    else:
        flash(_("The payment provider still needs something of you, or looks at what you said."), "held")
    return htmx.see_other(url_for("seller.balance"))


def _refuse_unless_connected(seller_id: int) -> None:
    try:
        ready = may_be_paid(seller_id=seller_id)
    except ProviderRefused:
        ready = False
    if not ready:
        raise Refused(CONNECT_FIRST)


def _seller() -> int:
    """Return the person's id. Refuses: who is no seller, as if the page were not there."""
    found = seller()
    if found is None:
        raise Missing
    return found.person_id


def _actor() -> Actor:
    return actors.person(access.me().id, "seller")


def _balance() -> int:
    return balance_of(access.me().id, settlement_currency(), account=Account.SELLER)


def _page(form: AmountForm) -> str:
    me, currency = access.me().id, settlement_currency()
    g.pop("seller", None)  # what the provider was asked between transactions may have changed it
    return render_template(
        "seller/balance/show.html",
        form=form,
        balance=_balance(),
        held=held_for_seller(me),
        on_its_way=on_its_way(me, account=Account.SELLER),
        payouts=payouts_of(me, account=Account.SELLER, size=5).rows,
        page=statement_of(me, currency, account=Account.SELLER, cursor=request.args.get("cursor"), size=20),
        kinds=kinds(),
        currency=currency,
    )
