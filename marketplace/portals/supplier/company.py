"""How a supplier is presented: its name and a few words in both languages, and where it is written to."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug import Response
from wtforms import EmailField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from marketplace.domains.suppliers.describe import describe
from marketplace.domains.suppliers.models import Supplier
from marketplace.domains.suppliers.queries import get_supplier
from marketplace.foundation import clock
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing, Refused
from marketplace.portals.supplier import portal
from marketplace.web import access, htmx
from marketplace.web.fields import AN_EMAIL
from marketplace.web.forms import Form

_NAME = {"maxlength": 80, "autocomplete": "organization"}
_ABOUT = {"rows": 4, "maxlength": 1000}


class CompanyForm(Form):
    """Name and words in both languages."""

    name_en = StringField(
        _l("Name in English"), validators=[InputRequired(), Length(max=80)], render_kw=_NAME
    )
    name_zh = StringField(
        _l("Name in Chinese"), validators=[InputRequired(), Length(max=80)], render_kw=_NAME
    )
    about_en = TextAreaField(_l("About you in English"), validators=[Length(max=1000)], render_kw=_ABOUT)
    about_zh = TextAreaField(_l("About you in Chinese"), validators=[Length(max=1000)], render_kw=_ABOUT)
    email = EmailField(
        _l("E-mail of the company"),
        description=_l("For the payment provider and for us; buyers do not see it."),
        validators=[Optional(), *AN_EMAIL],
        render_kw={"autocomplete": "email", "inputmode": "email", "maxlength": 254},
    )


@portal.get("/profile")
def company() -> str:
    """Show the form with what buyers read now."""
    row = get_supplier(access.work_place().supplier_id)
    form = CompanyForm(data=_fields(row))
    return render_template("supplier/company/edit.html", form=form, supplier=row)


@portal.post("/profile")
def change_company() -> Response | tuple[str, int]:
    """Keep the words."""
    row = lock_row(Supplier, access.work_place().supplier_id)
    if row is None:
        raise Missing
    form = CompanyForm()
    if form.validate_on_submit():
        try:
            _describe(row, form)
        except Refused as no:
            form.refuse(no)
        else:
            flash(_("Saved."), "good")
            return htmx.see_other(url_for("supplier.company"))
    return render_template("supplier/company/edit.html", form=form, supplier=row), 422


def _describe(row: Supplier, form: CompanyForm) -> None:
    describe(
        supplier=row,
        name={"en": form.name_en.data, "zh": form.name_zh.data},
        about={"en": form.about_en.data or "", "zh": form.about_zh.data or ""},
        email=form.email.data or "",
        actor=access.as_supplier(),
        at=clock.now(),
    )


def _fields(row: Supplier) -> dict[str, str]:
    words = {
        f"{part}_{language}": getattr(row, part).get(language, "")
        for part in ("name", "about")
        for language in ("en", "zh")
    }
    return {**words, "email": row.email}
