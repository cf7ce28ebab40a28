"""Reports: what people say is not right."""

from collections.abc import Sequence

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.domains.accounts.queries import people_by_id
from marketplace.domains.listings.models import Listing
from marketplace.domains.messaging.queries import numbers_of
from marketplace.domains.support.queries import get_report, reports_in
from marketplace.domains.support.report import NAME, OF_HOUSE, REASONS
from marketplace.domains.support.states import REPORT
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_
from marketplace.journeys.supporting.decide_report import decide_report
from marketplace.portals.admin import desk, portal
from marketplace.portals.admin.desk import AnswerForm
from marketplace.portals.admin.moderation.verdict import MODERATE
from marketplace.web import access, htmx
from marketplace.web.access import needs

DONE = {
    "uphold": N_("Upheld: it is off the shelf, and there is a strike."),
    "dismiss": N_("Dismissed."),
}

UPHELD_TALK = N_("Upheld. They have a strike now.")
UPHELD = N_("Upheld.")


@portal.get("/reports")
@needs(MODERATE)
def reports() -> str:
    """Show reports: open ones oldest first."""
    state = desk.choice("state", REPORT.states) or "open"
    page = reports_in(state, cursor=desk.cursor())
    people = people_by_id({key for row in page.rows for key in (row.against_id, row.reporter_id) if key})
    return render_template(
        "admin/reports/list.html",
        page=page,
        state=state,
        people=people,
        reasons={**REASONS, **OF_HOUSE},
        of_names=NAME,
        talks=talks_in([row.subject for row in page.rows]),
        listings=listings_in([row.subject for row in page.rows]),
    )


@portal.post("/reports/<int:report_id>")
@needs(MODERATE)
def report_decision(report_id: int) -> ResponseReturnValue:
    """Uphold or dismiss."""
    row, form, verb = get_report(report_id), AnswerForm(), request.form.get("verb", "")
    if not form.validate() or verb not in DONE:
        raise Refused(N_("Say yes or no, and why in at most %(most)s characters."), most=300)
    words, actor = form.words.data or "", access.as_admin()
    decide_report(report_id=report_id, verb=verb, words=words, actor=actor, at=clock.now())
    upheld = UPHELD_TALK if row.subject.startswith("conversation:") else DONE["uphold"]
    said = {**DONE, "uphold": UPHELD if row.reason == NAME else upheld}
    flash(_(said[verb]), "good")
    return htmx.see_other(url_for("admin.reports"))


def listings_in(subjects: Sequence[str]) -> dict[str, Listing]:
    """Return subject → listing, of those that are listings."""
    ids = [int(subject.partition(":")[2]) for subject in subjects if subject.startswith("listing:")]
    rows = session.query(Listing).filter(Listing.id.in_(ids)).all() if ids else []
    return {f"listing:{row.id}": row for row in rows}


def talks_in(subjects: Sequence[str]) -> dict[str, str]:
    """Return subject → the conversation's number, of those that are conversations."""
    ids = [int(subject.partition(":")[2]) for subject in subjects if subject.startswith("conversation:")]
    return {f"conversation:{key}": number for key, number in numbers_of(ids).items()}
