"""Roles: named sets of permissions."""

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length

from marketplace.domains.accounts.models import StaffRole
from marketplace.domains.accounts.staff.compose import compose, dissolve, recompose
from marketplace.domains.accounts.staff.permissions import EVERYTHING, PERMISSIONS, STAFF_EDIT
from marketplace.domains.accounts.staff.queries import get_role
from marketplace.foundation import clock
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_
from marketplace.portals.admin import portal
from marketplace.web import access, htmx, languages
from marketplace.web.access import needs
from marketplace.web.forms import Form

ALL_OF_IT = N_("Everything, also what comes later")


class RoleForm(Form):
    """A name, and what its holders may do."""

    name = StringField(_l("Name"), validators=[InputRequired(), Length(max=60)])
    permissions = SelectMultipleField(_l("They may"))

    def offer(self, role: StaffRole | None = None) -> "RoleForm":
        """Offer every permission, and everything at once to a role that has it."""
        known = {
            **({EVERYTHING: ALL_OF_IT} if role and EVERYTHING in role.permissions else {}),
            **PERMISSIONS,
        }
        self.permissions.choices = [(name, languages.say(about)) for name, about in known.items()]
        return self

    @property
    def wanted(self) -> list[str]:
        """Return what was ticked; everything includes the rest."""
        ticked = list(self.permissions.data or ())
        return [EVERYTHING] if EVERYTHING in ticked else ticked


@portal.route("/staff/roles/new", methods=["GET", "POST"])
@needs(STAFF_EDIT)
def role_new() -> ResponseReturnValue:
    """Compose a role."""
    form = RoleForm().offer()
    if form.validate_on_submit():
        try:
            name = form.name.data or ""
            compose(name=name, permissions=form.wanted, actor=access.as_admin(), at=clock.now())
        except Refused as no:
            form.refuse(no)
        else:
            flash(_("The role is there to be given."), "good")
            return htmx.see_other(url_for("admin.staff"))
    return render_template("admin/staff/role.html", form=form, role=None), 422 if form.is_submitted() else 200


@portal.route("/staff/roles/<int:role_id>", methods=["GET", "POST"])
@needs(STAFF_EDIT)
def role(role_id: int) -> ResponseReturnValue:
    """Change what a role may do."""
    found = get_role(role_id)
    form = RoleForm(data={"name": found.name, "permissions": found.permissions}).offer(found)
    if form.validate_on_submit():
        try:
            name = form.name.data or ""
            at = clock.now()
            recompose(role_id=role_id, name=name, permissions=form.wanted, actor=access.as_admin(), at=at)
        except Refused as no:
            form.refuse(no)
        else:
            flash(_("The role is changed. It counts from the next click."), "good")
            return htmx.see_other(url_for("admin.staff"))
    return render_template(
        "admin/staff/role.html", form=form, role=role_id
    ), 422 if form.is_submitted() else 200


@portal.post("/staff/roles/<int:role_id>/end")
@needs(STAFF_EDIT)
def role_end(role_id: int) -> ResponseReturnValue:
    """Do away with a role nobody holds."""
    dissolve(role_id=role_id, actor=access.as_admin(), at=clock.now())
    flash(_("The role is gone."), "good")
    return htmx.see_other(url_for("admin.staff"))
