"""Becoming a seller: say who one is, show the documents, wait for a person to look."""

from contextlib import closing
from typing import Any

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FileField, StringField
from wtforms.validators import InputRequired, Length

from marketplace.domains.accounts.verification.ask import claim, documents_of, latest_of, send, withdraw
from marketplace.domains.accounts.verification.decide import REASONS
from marketplace.domains.accounts.verification.models import Verification
from marketplace.domains.accounts.verification.read import COMPANY, KINDS, PERSON, SIDES, read_claim
from marketplace.domains.photos.refusals import MOST_BYTES
from marketplace.foundation import clock
from marketplace.foundation.refusals import Missing, Refused
from marketplace.journeys.verifying.keep_document import keep_document
from marketplace.portals.seller import portal
from marketplace.web import access, htmx, limits
from marketplace.web.fields import PhoneField
from marketplace.web.forms import Form


class ClaimForm(Form):
    company = StringField(
        _l("Company name"), validators=[Length(max=120)], render_kw={"autocomplete": "organization"}
    )
    code = StringField(
        _l("Unified social credit code"),
        description=_l("18 characters, on the business licence."),
        validators=[Length(max=40)],
        render_kw={"autocapitalize": "characters", "spellcheck": "false", "autocomplete": "off"},
    )
    name = StringField(
        _l("Real name"),
        description=_l("As it stands on your identity card. Buyers do not see it."),
        validators=[InputRequired(), Length(max=60)],
        render_kw={"autocomplete": "name", "maxlength": 60},
    )
    number = StringField(
        _l("Resident identity number"),
        description=_l("18 characters. We keep it sealed and show it to nobody."),
        validators=[InputRequired(), Length(max=40)],
        render_kw={"autocapitalize": "characters", "spellcheck": "false", "autocomplete": "off"},
    )
    phone = PhoneField(_l("Phone"), validators=[InputRequired()], render_kw={"autocomplete": "tel"})


class DocumentForm(Form):
    photo = FileField(_l("Photo"), render_kw={"accept": "image/*", "capture": "environment"})


@portal.get("/verification")
def verification() -> str:
    """Show where the person's verification stands, and what they can do next."""
    row = latest_of(access.me().id)
    if row is None or row.state in ("withdrawn", "revoked"):
        return _claim_page(ClaimForm(data={"phone": access.me().phone or ""}), _kind(PERSON))
    if row.state == "draft":
        return _documents_page(row)
    said_no = row.state == "rejected"
    return render_template(
        "seller/verification/show.html", row=row, why=REASONS.get(row.reason, ""), said_no=said_no
    )


@portal.route("/verification/claim", methods=["GET", "POST"])
@limits.limited("20 per hour", by=limits.by_account)
def verification_claim() -> ResponseReturnValue:
    """Say who one is; a company is spoken for by a person, who says both."""
    row = latest_of(access.me().id)
    kind = _kind(row.kind if row else PERSON)
    form = ClaimForm(data=_said_before(row))
    if not form.validate_on_submit():
        return _claim_page(form, kind), 422 if form.is_submitted() else 200
    try:
        said = read_claim(
            kind=kind,
            name=form.name.data or "",
            number=form.number.data or "",
            company=form.company.data or "",
            code=form.code.data or "",
        )
        claim(
            person_id=access.me().id,
            said=said,
            phone=form.phone.data or "",
            actor=access.as_buyer(),
            at=clock.now(),
        )
    except Refused as no:
        form.refuse(no)
        return _claim_page(form, kind), 422
    return htmx.see_other(url_for("seller.verification"))


@portal.post("/verification/documents/<side>")
@limits.limited("60 per hour", by=limits.by_account)
def verification_document(side: str) -> ResponseReturnValue:
    """Take the photo of one document; a later one takes its place."""
    form = DocumentForm()
    row = latest_of(access.me().id)
    if row is None or side not in SIDES[row.kind]:
        raise Missing
    try:
        data = _read(form)
        keep_document(person_id=access.me().id, side=side, data=data, at=clock.now())
    except Refused as no:
        form.refuse(Refused(no.sentence, field="photo", **no.params))
        return _documents_page(row, {side: form}), 422
    flash(_("Photo kept. Only staff who check names can open it."), "good")
    return htmx.see_other(url_for("seller.verification"))


@portal.post("/verification")
def verification_send() -> ResponseReturnValue:
    """Send it to be checked."""
    try:
        send(person_id=access.me().id, actor=access.as_buyer(), at=clock.now())
    except Refused as no:
        flash(_(no.sentence), "bad")
    return htmx.see_other(url_for("seller.verification"))


@portal.post("/verification/withdrawal")
def verification_withdrawal() -> ResponseReturnValue:
    """Take it back, to say it anew."""
    withdraw(person_id=access.me().id, actor=access.as_buyer(), at=clock.now())
    flash(_("Taken back. You can send it anew whenever you like."), "info")
    return htmx.see_other(url_for("seller.verification"))


def _read(form: DocumentForm) -> bytes:
    """Return the photo's bytes, one more than allowed at most."""
    if not form.photo.data:
        return b""
    with closing(form.photo.data.stream) as file:
        data: bytes = file.read(MOST_BYTES + 1)
        return data


def _kind(default: str) -> str:
    asked = request.values.get("kind", default)
    return asked if asked in KINDS else PERSON


def _said_before(row: Verification | None) -> dict[str, str]:
    if row is None:
        return {"phone": access.me().phone or ""}
    return {"name": row.name, "company": row.company_name, "phone": row.phone}


def _claim_page(form: ClaimForm, kind: str) -> str:
    if kind != COMPANY:
        del form.company, form.code
    return render_template("seller/verification/claim.html", form=form, kind=kind)


def _documents_page(row: Verification, forms: dict[str, Any] | None = None) -> str:
    shown = {document.side for document in documents_of(row.id)}
    sides = [(side, side in shown, (forms or {}).get(side) or DocumentForm()) for side in SIDES[row.kind]]
    return render_template(
        "seller/verification/documents.html", row=row, sides=sides, complete=shown.issuperset(SIDES[row.kind])
    )
