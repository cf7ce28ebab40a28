"""Who wants to be known by their real name: the queue, the documents, the decision."""

from typing import Any

from flask import Response, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from marketplace.domains.accounts.queries import get_person
from marketplace.domains.accounts.verification.ask import documents_of
from marketplace.domains.accounts.verification.decide import REASONS, twin_of
from marketplace.domains.accounts.verification.look import look, looks_at
from marketplace.domains.accounts.verification.models import Verification
from marketplace.domains.accounts.verification.queries import (
    STATES,
    count_waiting,
    find_verifications,
    get_verification,
)
from marketplace.foundation import clock
from marketplace.foundation.db import door
from marketplace.foundation.history import history_of
from marketplace.foundation.refusals import Missing, Refused
from marketplace.foundation.text import N_
from marketplace.journeys.verifying.decide_verification import decide_verification
from marketplace.journeys.verifying.open_document import open_document
from marketplace.portals.admin import desk, portal
from marketplace.web import access, htmx
from marketplace.web.access import needs
from marketplace.web.forms import Form
from marketplace.web.languages import say

VERIFY = "verify"
DONE = {
    "approve": N_("Approved. They may sell now, and were told."),
    "reject": N_("Rejected. They were told why."),
    "revoke": N_("Taken back. Their listings leave the shelf."),
}
VERDICTS = {"submitted": ("approve", "reject"), "approved": ("revoke",)}


class VerdictForm(Form):
    verdict = RadioField(_l("Decision"), validators=[InputRequired()])
    reason = SelectField(_l("Reason"), validate_choice=False)
    words = TextAreaField(
        _l("In your own words"), validators=[Length(max=300)], render_kw={"rows": 2, "maxlength": 300}
    )


@portal.get("/verifications")
@needs(VERIFY)
def verifications() -> str:
    """Show requests: waiting ones oldest first."""
    state = desk.choice("state", STATES) or "submitted"
    page = find_verifications(state=state, q=desk.words(), cursor=desk.cursor())
    return render_template(
        "admin/verifications/list.html",
        page=page,
        asked=desk.words(),
        state=state,
        states=STATES,
        waiting=count_waiting(),
    )


@portal.get("/verifications/<number>")
@needs(VERIFY)
def verification(number: str) -> str:
    """Show one request with its documents."""
    row = get_verification(number)
    return _page(row, _form(row))


@portal.get("/verifications/<number>/documents/<int:document_id>")
@needs(VERIFY)
def verification_document(number: str, document_id: int) -> Response:
    """Show one document, and write down who looked: this reading commits, the look counts even if it is cut off."""
    with door():
        row = look(document_id=document_id, number=number, actor=access.as_admin(), at=clock.now())
        stored = row.stored
    answer = Response(open_document(stored=stored), mimetype="image/jpeg")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Disposition"] = "inline"
    return answer


@portal.post("/verifications/<number>/decision")
@needs(VERIFY)
def verification_decision(number: str) -> ResponseReturnValue:
    """Decide."""
    row = get_verification(number)
    form = _form(row)
    if not form.validate_on_submit():
        return _page(row, form), 422
    try:
        decide_verification(
            verification_id=row.id,
            verdict=form.verdict.data,
            reason=form.reason.data or "",
            words=form.words.data or "",
            actor=access.as_admin(),
            at=clock.now(),
        )
    except Refused as no:
        form.refuse(no)
        return _page(row, form), 422
    flash(_(DONE[form.verdict.data]), "good")
    return htmx.see_other(url_for("admin.verifications"))


def _form(row: Verification) -> VerdictForm:
    form = VerdictForm()
    labels = {"approve": N_("Approve"), "reject": N_("Reject"), "revoke": N_("Take the yes back")}
    form.verdict.choices = [(verb, say(labels[verb])) for verb in VERDICTS.get(row.state, ())]
    if not form.verdict.choices and form.is_submitted():
        raise Missing
    form.reason.choices = [("", "–"), *((code, say(words)) for code, words in REASONS.items())]
    return form


def _page(row: Verification, form: Any) -> str:
    history = history_of([("verification", row.id), ("seller", row.person_id)])
    return render_template(
        "admin/verifications/show.html",
        row=row,
        form=form,
        who=get_person(row.person_id),
        documents=documents_of(row.id),
        twin=twin_of(row),
        why=REASONS.get(row.reason, ""),
        looks=looks_at(row.id),
        history=history,
        people=desk.actors_of(history),
        is_own=row.person_id == access.me().id,
    )
