"""Setting a password. Who came in moments ago by code needs no old one: that is also the way for who forgot it."""

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import PasswordField
from wtforms.validators import InputRequired

from marketplace.domains.accounts.end_sessions import end_sessions
from marketplace.domains.accounts.proofs.passwords import check_password
from marketplace.domains.accounts.proofs.set_password import set_password
from marketplace.foundation import clock
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_
from marketplace.portals.account import portal
from marketplace.portals.account.safety.proof import is_recent, prove_again
from marketplace.web import access, htmx, limits, sessions
from marketplace.web.forms import Form


class NewPasswordForm(Form):
    old = PasswordField(
        _l("Your password now"), render_kw={"autocomplete": "current-password", "maxlength": 256}
    )
    password = PasswordField(
        _l("New password"),
        description=_l("At least 8 characters. A short sentence is easy to keep in mind."),
        validators=[InputRequired()],
        render_kw={"autocomplete": "new-password", "maxlength": 128},
    )


@portal.route("/password", methods=["GET", "POST"])
@limits.limited("10 per 15 minutes")
def new_password() -> ResponseReturnValue:
    """Set a password; all other devices are signed out and this one gets a new session."""
    person, form = access.me(), NewPasswordForm()
    needs_old = person.password_hash is not None and not is_recent("code")
    if person.password_hash is None and not is_recent():
        return prove_again()
    if form.validate_on_submit():
        try:
            _refuse_wrong(form, needs_old=needs_old)
            set_password(person=person, password=form.password.data or "", at=clock.now())
        except Refused as no:
            form.refuse(no)
        else:
            end_sessions(person_id=person.id)  # this one too: the next line gives it a new id
            sessions.rotate()
            flash(_("Your password is set. All other devices are signed out."), "good")
            return htmx.see_other(url_for("account.home"))
    status = 422 if form.is_submitted() else 200
    return render_template("account/password/edit.html", form=form, needs_old=needs_old, who=person), status


def _refuse_wrong(form: NewPasswordForm, *, needs_old: bool) -> None:
    if needs_old and not check_password(access.me(), form.old.data or ""):
        raise Refused(N_("That is not your password."), field="old")
