"""The last page of the way in for new people: their name, and a password if they want one."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from marketplace.domains.accounts import contacts
from marketplace.domains.accounts.register import register
from marketplace.foundation import clock
from marketplace.foundation.refusals import Refused
from marketplace.portals.account import portal
from marketplace.portals.account.way_in import visit
from marketplace.web import languages, limits
from marketplace.web.forms import Form


class RegistrationForm(Form):
    name = StringField(
        _l("Your name"),
        description=_l("Suppliers and other buyers see it, for example beside a review."),
        validators=[InputRequired(), Length(max=60)],
        render_kw={"autocomplete": "name", "maxlength": 60},
    )
    password = PasswordField(
        _l("Password (if you want one)"),
        description=_l("At least 8 characters. Without one you sign in by code each time."),
        render_kw={"autocomplete": "new-password", "maxlength": 128},
    )


@portal.route("/registration", methods=["GET", "POST"])
@limits.limited("20 per hour", by=limits.by_address)
def registration() -> ResponseReturnValue:
    """Open an account for the contact that was just proven."""
    proven = visit.fresh(visit.PROVEN)
    if proven is None:
        return visit.start_over()
    contact, form = contacts.of(proven["contact"]), RegistrationForm()
    if form.validate_on_submit():
        try:
            person = register(
                contact=contact,
                name=form.name.data or "",
                language=languages.current(),
                password=form.password.data or "",
                at=clock.now(),
            )
        except Refused as no:
            form.refuse(no)
        else:
            return visit.enter(person, "code")
    status = 422 if form.is_submitted() else 200
    return render_template("account/way_in/registration.html", form=form, contact=contact), status
