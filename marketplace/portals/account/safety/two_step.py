"""Turning the second step on and off."""

from flask import flash, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from marketplace.domains.accounts.proofs import second_step as step
from marketplace.domains.accounts.queries import count_recovery_codes
from marketplace.foundation import clock, seal
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_
from marketplace.portals.account import portal
from marketplace.portals.account.safety.proof import is_recent, prove_again
from marketplace.web import access, htmx, limits, links, qr, sessions
from marketplace.web.forms import Form

BEING_SET_UP = "new_second_step"


class EnrolForm(Form):
    code = StringField(
        _l("Six-digit code of the app"),
        validators=[InputRequired(), Length(max=20)],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": 12, "class": "code"},
    )


@portal.route("/two-step", methods=["GET", "POST"])
@limits.limited("20 per 15 minutes")
def two_step() -> ResponseReturnValue:
    """Show the secret as a QR code, and turn the second step on when the app's code fits."""
    person, going_to = access.me(), links.asked_next("")
    if person.totp_secret is not None:
        return render_template("account/two_step/show.html", left=count_recovery_codes(person.id))
    if not is_recent():
        return prove_again()
    secret, form = _secret(), EnrolForm()
    if form.validate_on_submit():
        try:
            codes = step.enrol(person=person, secret=secret, typed=form.code.data or "", at=clock.now())
        except Refused as no:
            form.refuse(no)
        else:
            session.pop(BEING_SET_UP)
            session[access.SECOND_STEP] = clock.now().isoformat()
            sessions.rotate()
            return render_template("account/two_step/codes.html", codes=codes, next=going_to)
    status = 422 if form.is_submitted() else 200
    shown = {"secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)), "next": going_to}
    return render_template(
        "account/two_step/new.html", form=form, qr=qr.drawn(step.uri(person, secret), scale=4), **shown
    ), status


@portal.post("/two-step/end")
@limits.limited("10 per 15 minutes")
def two_step_end() -> ResponseReturnValue:
    """Turn the second step off. Refuses: staff, whose work needs it."""
    if access.permissions():
        raise Refused(N_("Staff keep the second step on."))
    if not is_recent():
        return prove_again(url_for("account.two_step"))
    step.drop(person=access.me(), at=clock.now())
    session.pop(access.SECOND_STEP, None)
    flash(_("The second step is off."), "good")
    return htmx.see_other(url_for("account.home"))


def _secret() -> str:
    """Return the secret on offer, the same until it is enrolled: a reloaded page must not make a new one."""
    sealed = session.get(BEING_SET_UP)
    if sealed:
        try:
            return seal.unseal(sealed, BEING_SET_UP)
        except seal.Unsealable:
            pass  # another house key: offer a new one
    secret = step.new_secret()
    session[BEING_SET_UP] = seal.seal(secret, BEING_SET_UP)
    return secret
