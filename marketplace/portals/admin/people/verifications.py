"""Who wants to be known by their real name: the queue, the documents, the decision."""

from collections.abc import Mapping
from functools import partial

from flask import Response, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

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
from marketplace.foundation.text import N_
from marketplace.journeys.verifying.decide_verification import decide_verification
from marketplace.journeys.verifying.open_document import open_document
from marketplace.portals.admin import desk, portal
from marketplace.portals.admin.desk import VerdictForm
from marketplace.web import access, htmx
from marketplace.web.access import needs

VERIFY = "verify"
DONE = {
    "approve": N_("Approved. They may sell now, and were told."),
    "reject": N_("Rejected. They were told why."),
    "revoke": N_("Taken back. Their listings leave the shelf."),
}
VERDICTS: Mapping[str, Mapping[str, str]] = {
    "submitted": {"approve": N_("Approve"), "reject": N_("Reject")},
    "approved": {"revoke": N_("Take the yes back")},
}


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
    act = partial(decide_verification, verification_id=row.id, actor=access.as_admin(), at=clock.now())
    if desk.ruled(form, act) is None:
        return _page(row, form), 422
    flash(_(DONE[form.verdict.data]), "good")
    return htmx.see_other(url_for("admin.verifications"))


def _form(row: Verification) -> VerdictForm:
    return VerdictForm().offer(VERDICTS.get(row.state, {}), REASONS)


def _page(row: Verification, form: VerdictForm) -> str:
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
