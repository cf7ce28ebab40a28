"""The code page: six digits, five tries, ten minutes."""

from flask import flash, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from marketplace.domains.accounts.contacts import Contact
from marketplace.domains.accounts.proofs.ask_code import LIFE
from marketplace.domains.accounts.proofs.try_code import Outcome, try_code
from marketplace.foundation import clock
from marketplace.foundation.db import door
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_
from marketplace.portals.account import portal
from marketplace.portals.account.way_in import visit
from marketplace.portals.account.way_in.sign_in import send
from marketplace.web import htmx, limits, logs
from marketplace.web.forms import Form

REFUSALS: dict[Outcome, str] = {
    "wrong": N_("That is not the code. Look again; the newest message counts."),
    "over": N_("That code no longer works. Ask for a new one."),
}


class CodeForm(Form):
    code = StringField(
        _l("Six-digit code"),
        validators=[InputRequired(), Length(max=20)],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": 12, "class": "code"},
    )


@portal.route("/sign-in/code", methods=["GET", "POST"])
@limits.limited("60 per 10 minutes", by=limits.by_address)
def code() -> ResponseReturnValue:
    """Ask for the code that was sent."""
    contact = visit.contact()
    if contact is None:
        return visit.start_over()
    form = CodeForm()
    if form.validate_on_submit() and fits(form, contact, visit.PURPOSE):
        return visit.proved(contact, "code")
    status = 422 if form.is_submitted() else 200
    return render_template(
        "account/way_in/code.html", form=form, contact=contact, code_minutes=LIFE()
    ), status


@portal.post("/sign-in/codes")
@limits.limited("20 per 10 minutes", by=limits.by_address)
def another_code() -> ResponseReturnValue:
    """Send another code to the same contact."""
    contact = visit.contact()
    if contact is None:
        return visit.start_over()
    try:
        send(contact)
    except Refused as no:
        flash(_(no.sentence), "bad")
        return visit.start_over()
    return htmx.see_other(url_for("account.code"))


def fits(form: CodeForm, contact: Contact, purpose: str) -> bool:
    """Say whether the code is right; a wrong try is counted for good before we answer."""
    code_id: int | None = session.get(visit.CODES, {}).get(purpose)
    typed, now = form.code.data or "", clock.now()
    with door():
        outcome = try_code(code_id=code_id, contact=contact, purpose=purpose, typed=typed, at=now)
    if outcome != "good":
        logs.watch("proof failed", by="code", purpose=purpose, outcome=outcome)
        form.refuse(Refused(REFUSALS[outcome], field="code"))
    return outcome == "good"
