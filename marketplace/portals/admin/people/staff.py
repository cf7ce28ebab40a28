"""The operator's staff: who holds which role."""

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from marketplace.domains.accounts.models import Person
from marketplace.domains.accounts.queries import get_person
from marketplace.domains.accounts.staff.employ import employ, let_go
from marketplace.domains.accounts.staff.permissions import PERMISSIONS, STAFF_EDIT
from marketplace.domains.accounts.staff.queries import list_roles, list_staff
from marketplace.foundation import clock
from marketplace.foundation.history import history_of_kinds
from marketplace.foundation.refusals import Refused
from marketplace.portals.admin import desk, portal
from marketplace.portals.admin.people.supplying import person_called
from marketplace.web import access, htmx
from marketplace.web.access import needs
from marketplace.web.forms import Form


class EmployForm(Form):
    """Who, in which role."""

    contact = StringField(
        _l("E-mail or phone"),
        description=_l("They need an account first, and turn on the second step before they get in."),
        validators=[InputRequired(), Length(max=254)],
        render_kw={"autocomplete": "off"},
    )
    role = SelectField(_l("Role"))


@portal.get("/staff")
@needs(STAFF_EDIT)
def staff() -> str:
    """Show who works here, and what each role may do."""
    return _page(_form())


@portal.post("/staff")
@needs(STAFF_EDIT)
def staff_employ() -> ResponseReturnValue:
    """Give a person a role."""
    form = _form()
    if form.validate_on_submit():
        try:
            who = person_called(form.contact.data or "")
            employ(person=who, role_id=int(form.role.data), actor=access.as_admin(), at=clock.now())
        except Refused as no:
            form.refuse(no)
        else:
            flash(_("%(name)s has the role now.", name=who.display_name), "good")
            return htmx.see_other(url_for("admin.staff"))
    return _page(form), 422


@portal.post("/staff/<int:person_id>/end")
@needs(STAFF_EDIT)
def staff_end(person_id: int) -> ResponseReturnValue:
    """Take a person's role away."""
    who: Person = get_person(person_id)
    let_go(person=who, actor=access.as_admin(), at=clock.now())
    flash(_("%(name)s no longer works here.", name=who.display_name), "good")
    return htmx.see_other(url_for("admin.staff"))


def _form() -> EmployForm:
    form = EmployForm()
    form.role.choices = [(str(row.StaffRole.id), row.StaffRole.name) for row in list_roles()]
    return form


def _page(form: EmployForm) -> str:
    page = history_of_kinds("staff", "staff_role", cursor=desk.cursor(), size=20)
    return render_template(
        "admin/staff/list.html",
        form=form,
        staff=list_staff(),
        roles=list_roles(),
        permissions=PERMISSIONS,
        me=access.me().id,
        page=page,
        people=desk.actors_of(page.rows),
    )
