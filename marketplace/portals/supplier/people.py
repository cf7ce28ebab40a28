"""Who works for a supplier. Owners invite and dismiss; who is asked answers for themselves."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug import Response
from wtforms import EmailField
from wtforms.validators import InputRequired

from marketplace.domains.accounts.models import Person
from marketplace.domains.accounts.queries import people_by_id
from marketplace.domains.suppliers.employ import appoint, dismiss, invite, join, withdraw
from marketplace.domains.suppliers.queries import invitations_for, invitations_of, work_accounts_of
from marketplace.foundation import clock
from marketplace.foundation.refusals import Missing, Refused
from marketplace.portals.supplier import portal
from marketplace.portals.supplier.frame import owners_only
from marketplace.web import access, htmx, limits
from marketplace.web.fields import AN_EMAIL
from marketplace.web.forms import Form


class InvitationForm(Form):
    """Whom to ask."""

    email = EmailField(
        _l("Their e-mail address"),
        description=_l("They sign in with it and say yes; we tell nobody whether they have an account."),
        validators=[InputRequired(), *AN_EMAIL],
        render_kw={"autocomplete": "off", "inputmode": "email", "maxlength": 254},
    )


@portal.get("/people")
def people() -> str:
    """Show who works here and who was asked to."""
    owners_only()
    return _page(InvitationForm())


@portal.post("/people/invitations")
@limits.limited("20 per hour", by=limits.by_account)
def invite_person() -> Response | tuple[str, int]:
    """Ask somebody to work here."""
    owners_only()
    form = InvitationForm()
    if not form.validate_on_submit():
        return _page(form), 422
    here = access.work_place().supplier_id
    try:
        invite(supplier_id=here, email=form.email.data, actor=access.as_supplier(), at=clock.now())
    except Refused as no:
        form.refuse(no)
        return _page(form), 422
    flash(_("Invited. We have written to them."), "good")
    return htmx.see_other(url_for("supplier.people"))


@portal.post("/people/invitations/<int:invitation_id>/withdrawal")
def withdraw_invitation(invitation_id: int) -> Response:
    """Take an invitation back."""
    owners_only()
    withdraw(invitation_id=invitation_id, supplier_id=access.work_place().supplier_id, at=clock.now())
    return htmx.see_other(url_for("supplier.people"))


@portal.post("/people/<int:account_id>/dismissal")
def dismiss_person(account_id: int) -> Response:
    """End somebody's work account."""
    owners_only()
    here = access.work_place().supplier_id
    dismiss(account_id=account_id, supplier_id=here, actor=access.as_supplier(), at=clock.now())
    flash(_("They no longer work here. You can invite them again."), "good")
    return htmx.see_other(
        "/account/" if account_id == access.work_place().account_id else url_for("supplier.people")
    )


@portal.post("/people/<int:account_id>/role")
def appoint_person(account_id: int) -> Response:
    """Make somebody an owner or a clerk."""
    owners_only()
    here, role = access.work_place().supplier_id, request.form.get("role", "")
    appoint(account_id=account_id, supplier_id=here, role=role, actor=access.as_supplier(), at=clock.now())
    return htmx.see_other(url_for("supplier.people"))


@portal.get("/invitations")
def invitations() -> str:
    """Show who asks the signed-in person to work for them."""
    return render_template(
        "supplier/people/invitations.html", rows=invitations_for(_proven_email(access.me()))
    )


@portal.post("/invitations/<int:invitation_id>/acceptance")
def join_supplier(invitation_id: int) -> Response:
    """Begin to work there."""
    person = access.me()
    email = _proven_email(person)
    if not email:
        raise Missing
    join(
        invitation_id=invitation_id,
        email=email,
        person_id=person.id,
        actor=access.as_supplier(),
        at=clock.now(),
    )
    flash(_("Welcome. You can work here now."), "good")
    return htmx.see_other(url_for("supplier.home"))


def _proven_email(person: Person) -> str:
    return person.email if person.email and person.email_verified_at else ""


def _page(form: InvitationForm) -> str:
    here = access.work_place().supplier_id
    accounts = work_accounts_of(here)
    return render_template(
        "supplier/people/list.html",
        form=form,
        accounts=accounts,
        people=people_by_id([account.person_id for account in accounts]),
        invitations=invitations_of(here),
        me=access.work_place().account_id,
    )
