"""A fresh proof before what could lock the owner out: by password, or by a code to a contact of theirs."""

from datetime import datetime, timedelta

from flask import render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import PasswordField
from wtforms.validators import InputRequired

from marketplace.domains.accounts import contacts
from marketplace.domains.accounts.contacts import Contact
from marketplace.domains.accounts.proofs.ask_code import LIFE
from marketplace.domains.accounts.proofs.passwords import check_password
from marketplace.foundation import clock
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_
from marketplace.portals.account import portal
from marketplace.portals.account.way_in.code import CodeForm, fits
from marketplace.portals.account.way_in.sign_in import send
from marketplace.web import access, htmx, limits, links, logs, sessions
from marketplace.web.forms import Form

RECENT = timedelta(minutes=15)
PROOF = "proof"  # in the session: how and when this person proved themselves here
PURPOSE = "proof"


class ProofForm(Form):
    password = PasswordField(
        _l("Your password"),
        validators=[InputRequired()],
        render_kw={"autocomplete": "current-password", "maxlength": 256},
    )


def is_recent(by: str | None = None) -> bool:
    """Say whether this person proved themselves on this device within 15 minutes; `by` asks for code or password."""
    proof = session.get(PROOF) or {}
    if not proof or by not in (None, proof["by"]):
        return False
    return clock.now() - datetime.fromisoformat(proof["at"]) <= RECENT


def prove_again(going_to: str = "") -> ResponseReturnValue:
    """Ask somebody who signed in a while ago for a fresh proof, then bring them back."""
    return htmx.see_other(url_for("account.proof", next=going_to or links.this_path()))


@portal.route("/proof", methods=["GET", "POST"])
@limits.limited("10 per 15 minutes")
def proof() -> ResponseReturnValue:
    """Ask for the password, or offer a code."""
    form, going_to = ProofForm(), links.asked_next("/account/")
    if form.validate_on_submit():
        if check_password(access.me(), form.password.data or ""):
            return _proved("password", going_to)
        logs.watch("proof failed", by="password", person=access.me().id)
        form.refuse(Refused(N_("That is not your password."), field="password"))
    status = 422 if form.is_submitted() else 200
    return render_template("account/password/proof.html", form=form, next=going_to, who=access.me()), status


@portal.post("/proof/codes")
@limits.limited("10 per 15 minutes")
def proof_codes() -> ResponseReturnValue:
    """Send a code to a contact of the person."""
    send(_own_contact(), PURPOSE)
    return htmx.see_other(url_for("account.proof_code", next=links.asked_next("/account/")))


@portal.route("/proof/code", methods=["GET", "POST"])
@limits.limited("20 per 15 minutes")
def proof_code() -> ResponseReturnValue:
    """Ask for that code."""
    form, contact, going_to = CodeForm(), _own_contact(), links.asked_next("/account/")
    if form.validate_on_submit() and fits(form, contact, PURPOSE):
        return _proved("code", going_to)
    status = 422 if form.is_submitted() else 200
    return render_template(
        "account/password/code.html", form=form, contact=contact, code_minutes=LIFE(), next=going_to
    ), status


def _own_contact() -> Contact:
    person = access.me()
    return contacts.of((person.email if person.email_verified_at else None) or person.phone or "")


def _proved(by: str, going_to: str) -> ResponseReturnValue:
    sessions.rotate()
    session[PROOF] = {"by": by, "at": clock.now().isoformat()}
    return htmx.see_other(going_to)
