"""The ways a person is reached: add, change, remove; each is proven by a code before it counts."""

from typing import Literal, cast

from flask import flash, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.domains.accounts import contacts as reading
from marketplace.domains.accounts.change_contact import change_contact, remove_contact
from marketplace.domains.accounts.proofs.ask_code import LIFE
from marketplace.foundation import clock
from marketplace.foundation.refusals import Missing, Refused
from marketplace.portals.account import portal
from marketplace.portals.account.safety.proof import is_recent, prove_again
from marketplace.portals.account.way_in.code import CodeForm, fits
from marketplace.portals.account.way_in.sign_in import ContactForm, send
from marketplace.web import access, htmx, limits

WANTED = "new_contact"
PURPOSE = "add_contact"


@portal.get("/contacts")
def contacts() -> ResponseReturnValue:
    return render_template("account/contacts/list.html", who=access.me())


@portal.route("/contacts/new", methods=["GET", "POST"])
@limits.limited("10 per hour")
def new_contact() -> ResponseReturnValue:
    """Ask for the new contact and send a code to it."""
    if not is_recent():
        return prove_again()
    form = ContactForm()
    if form.validate_on_submit():
        try:
            contact = reading.read_contact(form.contact.data or "")
            send(contact, PURPOSE)
        except Refused as no:
            form.refuse(no)
        else:
            session[WANTED] = contact.value
            return htmx.see_other(url_for("account.contact_code"))
    return render_template("account/contacts/new.html", form=form), 422 if form.is_submitted() else 200


@portal.route("/contacts/code", methods=["GET", "POST"])
@limits.limited("20 per 10 minutes")
def contact_code() -> ResponseReturnValue:
    """Ask for the code that went to the new contact; it counts once the code fits."""
    wanted = session.get(WANTED)
    if wanted is None:
        return htmx.see_other(url_for("account.new_contact"))
    contact, form = reading.of(wanted), CodeForm()
    if form.validate_on_submit() and fits(form, contact, PURPOSE):
        try:
            change_contact(person=access.me(), contact=contact, at=clock.now())
        except Refused as no:
            form.refuse(no)
        else:
            session.pop(WANTED)
            flash(_("%(contact)s is yours now. You can sign in with it.", contact=contact.value), "good")
            return htmx.see_other(url_for("account.contacts"))
    status = 422 if form.is_submitted() else 200
    return render_template(
        "account/contacts/code.html", form=form, contact=contact, code_minutes=LIFE()
    ), status


@portal.post("/contacts/<kind>/removal")
@limits.limited("10 per hour")
def contact_removal(kind: str) -> ResponseReturnValue:
    """Forget a contact, unless it is the only one."""
    if kind not in ("email", "phone"):
        raise Missing
    if not is_recent():
        return prove_again(url_for("account.contacts"))
    remove_contact(person=access.me(), kind=cast("Literal['email', 'phone']", kind), at=clock.now())
    flash(_("Removed."), "good")
    return htmx.see_other(url_for("account.contacts"))
