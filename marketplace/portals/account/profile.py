"""How a person is called, and their language."""

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, Length

from marketplace.domains.accounts.edit_profile import edit_profile
from marketplace.foundation.refusals import Refused
from marketplace.portals.account import portal
from marketplace.web import access, htmx, languages
from marketplace.web.forms import Form


class ProfileForm(Form):
    name = StringField(
        _l("Name"),
        description=_l("Suppliers and other buyers see it."),
        validators=[InputRequired(), Length(max=60)],
        render_kw={"autocomplete": "name", "maxlength": 60},
    )
    language = RadioField(
        _l("Language of pages and messages"),
        choices=[("en", "English"), ("zh", "简体中文")],
        validators=[InputRequired()],
    )


@portal.route("/profile", methods=["GET", "POST"])
def profile() -> ResponseReturnValue:
    person = access.me()
    form = ProfileForm(data={"name": person.display_name, "language": person.language})
    if form.validate_on_submit():
        try:
            edit_profile(person=person, name=form.name.data or "", language=form.language.data)
        except Refused as no:
            form.refuse(no)
        else:
            flash(_("Saved."), "good")
            answer = htmx.see_other(url_for("account.profile"))
            languages.forget(answer, languages.COOKIE)  # the account's choice is the newer one
            return answer
    return render_template(
        "account/profile/edit.html", form=form, who=person
    ), 422 if form.is_submitted() else 200
