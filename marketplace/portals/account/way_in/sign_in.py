"""The first page of the way in: which contact, and by code or by password."""

from flask import flash, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from marketplace.domains.accounts.contacts import Contact, read_contact
from marketplace.domains.accounts.proofs.ask_code import Asker, ask_code
from marketplace.domains.accounts.queries import addresses_of
from marketplace.foundation import clock
from marketplace.foundation.refusals import Refused
from marketplace.portals.account import portal
from marketplace.portals.account.way_in import visit
from marketplace.web import access, htmx, languages, limits, links
from marketplace.web.forms import Form


class ContactForm(Form):
    contact = StringField(
        _l("E-mail or mobile number"),
        validators=[InputRequired(), Length(max=254)],
        render_kw={
            "autocomplete": "username",
            "inputmode": "email",
            "autocapitalize": "none",
            "spellcheck": "false",
        },
    )


@portal.route("/sign-in", methods=["GET", "POST"])
@limits.limited("30 per 10 minutes", by=limits.by_address)
def sign_in() -> ResponseReturnValue:
    """Ask for the contact; the answer is the same whether we know it or not."""
    going_to = links.asked_next(visit.HOME)
    if (person := access.current_person()) is not None:
        return htmx.see_other(visit.onwards(person, going_to))
    form = ContactForm()
    if form.validate_on_submit():
        try:
            return _go_on(read_contact(form.contact.data or ""), going_to)
        except Refused as no:
            form.refuse(no)
    status = 422 if form.is_submitted() else 200
    return render_template("account/way_in/sign_in.html", form=form, next=going_to), status


def _go_on(contact: Contact, going_to: str) -> ResponseReturnValue:
    if request.form.get("way") == "password":
        visit.begin(contact, going_to)
        return htmx.see_other(url_for("account.password_proof"))
    send(contact)
    visit.begin(contact, going_to)
    return htmx.see_other(url_for("account.code"))


def send(contact: Contact, purpose: str = visit.PURPOSE) -> None:
    """Have a code sent that works in this session; one already on its way will do.

    Refuses: contacts we cannot write to.
    """
    asked: dict[str, int] = session.get(visit.CODES, {})
    try:
        code = ask_code(
            contact=contact,
            purpose=purpose,
            language=languages.current(),
            asker=_asker(contact, asked.get(purpose)),
            at=clock.now(),
        )
        session[visit.CODES] = {**asked, purpose: code.id}
    except Refused as no:
        if no.field == "contact":
            raise
        flash(languages.say(no.sentence, **no.params), "info")


def _asker(contact: Contact, last: int | None) -> Asker:
    here = limits.network(request.remote_addr or "unknown")
    known = here in {limits.network(address) for address in addresses_of(contact)}
    return Asker(network=here[:45], known=known, last=last)
