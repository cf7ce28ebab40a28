"""Opening a supplier with its owner, and giving people work accounts there."""

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from marketplace.domains.accounts import contacts
from marketplace.domains.accounts.models import Person
from marketplace.domains.accounts.queries import find_person_by_contact
from marketplace.domains.suppliers.hire import hire
from marketplace.domains.suppliers.open import open_supplier
from marketplace.domains.suppliers.roster import supplier_at
from marketplace.foundation import clock
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_
from marketplace.portals.admin import portal
from marketplace.portals.admin.desk import ReasonForm
from marketplace.portals.admin.people.suppliers import REASONS, page_of
from marketplace.web import access, htmx
from marketplace.web.access import needs
from marketplace.web.fields import AN_EMAIL
from marketplace.web.forms import Form


def person_called(contact: str, field: str = "contact") -> Person:
    """Return the person with this verified contact. Refuses: nobody has it."""
    found = find_person_by_contact(contacts.of(contact)) if contact else None
    if found is None:
        raise Refused(N_("Nobody is registered with this e-mail address or phone number."), field=field)
    return found


class OpenForm(Form):
    """A supplier and the person who owns it."""

    name_en = StringField(_l("Name in English"), validators=[InputRequired(), Length(max=80)])
    name_zh = StringField(_l("Name in Chinese"), validators=[InputRequired(), Length(max=80)])
    slug = StringField(
        _l("Address"),
        description=_l("Small letters, digits and hyphens, such as polar-appliances."),
        validators=[InputRequired(), Length(max=60)],
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )
    email = StringField(
        _l("E-mail of the company"),
        validators=[InputRequired(), *AN_EMAIL],
        render_kw={"inputmode": "email", "autocomplete": "off"},
    )
    contact = StringField(
        _l("Owner's e-mail or phone"),
        description=_l("They need an account first."),
        validators=[InputRequired(), Length(max=254)],
        render_kw={"autocomplete": "off"},
    )


class HireForm(Form):
    """Who works there, as what."""

    contact = StringField(
        _l("E-mail or phone"),
        validators=[InputRequired(), Length(max=254)],
        render_kw={"autocomplete": "off"},
    )
    role = SelectField(_l("As"), choices=[("owner", _l("Owner")), ("clerk", _l("Clerk"))])


@portal.route("/suppliers/new", methods=["GET", "POST"])
@needs("suppliers.edit")
def supplier_new() -> ResponseReturnValue:
    """Open a supplier."""
    form = OpenForm()
    if form.validate_on_submit():
        try:
            slug = _opened(form)
        except Refused as no:
            form.refuse(no)
        else:
            flash(_("The supplier is open. Its owner finds it under Sell."), "good")
            return htmx.see_other(url_for("admin.supplier", slug=slug))
    return render_template("admin/suppliers/new.html", form=form), 422 if form.is_submitted() else 200


def _opened(form: OpenForm) -> str:
    owner, actor, at = person_called(form.contact.data or ""), access.as_admin(), clock.now()
    name = {"en": form.name_en.data or "", "zh": form.name_zh.data or ""}
    row = open_supplier(slug=form.slug.data or "", name=name, email=(form.email.data or "").lower(), at=at)
    hire(supplier=row, person_id=owner.id, role="owner", actor=actor, at=at)
    return row.slug


@portal.post("/suppliers/<slug>/people")
@needs("suppliers.edit")
def supplier_hire(slug: str) -> ResponseReturnValue:
    """Give somebody a work account."""
    found, form = supplier_at(slug), HireForm()
    if form.validate_on_submit():
        try:
            worker = person_called(form.contact.data or "")
            role, actor = form.role.data, access.as_admin()
            hire(supplier=found, person_id=worker.id, role=role, actor=actor, at=clock.now())
        except Refused as no:
            form.refuse(no)
        else:
            flash(_("%(name)s works there now.", name=worker.display_name), "good")
            return htmx.see_other(url_for("admin.supplier", slug=slug))
    return page_of(found, ReasonForm(formdata=None).offer(REASONS.get(found.state, ())), form), 422
