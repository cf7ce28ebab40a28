"""The password page."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import PasswordField
from wtforms.validators import InputRequired

from marketplace.domains.accounts.proofs.passwords import check_password
from marketplace.domains.accounts.queries import find_person_by_contact
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_
from marketplace.portals.account import portal
from marketplace.portals.account.way_in import visit
from marketplace.web import limits, logs
from marketplace.web.forms import Form


class PasswordForm(Form):
    password = PasswordField(
        _l("Password"),
        validators=[InputRequired()],
        render_kw={"autocomplete": "current-password", "maxlength": 256},
    )


@portal.route("/sign-in/password", methods=["GET", "POST"])
@limits.limited("10 per 15 minutes", by=visit.by_contact_from_here)
@limits.limited("200 per hour", by=visit.by_contact)
@limits.limited("40 per 15 minutes", by=limits.by_address)
def password_proof() -> ResponseReturnValue:
    """Ask for the password; an unknown contact costs as much time as a known one and hears the same."""
    contact = visit.contact()
    if contact is None:
        return visit.start_over()
    form = PasswordForm()
    if form.validate_on_submit():
        person = find_person_by_contact(contact)
        if check_password(person, form.password.data or ""):
            return visit.proved(contact, "password")
        logs.watch("proof failed", by="password", person=person.id if person else None)
        form.refuse(Refused(N_("This contact and this password do not go together."), field="password"))
    status = 422 if form.is_submitted() else 200
    return render_template("account/way_in/password.html", form=form, contact=contact), status
