"""Reports and appeals: what people say is not right, and what they ask to be looked at again."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import Length

from marketplace.domains.accounts.queries import people_by_id
from marketplace.domains.accounts.staff.queries import people_who_may
from marketplace.domains.listings.models import Listing
from marketplace.domains.listings.moderation.decide import REASONS as WHY_NOT
from marketplace.domains.messaging.queries import numbers_of
from marketplace.domains.support.models import Appeal
from marketplace.domains.support.queries import appeals_in, deciders_of, get_appeal, get_report, reports_in
from marketplace.domains.support.report import NAME, OF_HOUSE, REASONS
from marketplace.domains.support.states import APPEAL, REPORT
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_
from marketplace.journeys.supporting.appeals import answer_appeal
from marketplace.journeys.supporting.decide_report import decide_report
from marketplace.portals.admin import desk, portal
from marketplace.portals.admin.moderation.verdict import MODERATE
from marketplace.web import access, htmx
from marketplace.web.access import needs
from marketplace.web.forms import Form

DONE = {
    "uphold": N_("Upheld: it is off the shelf, and there is a strike."),
    "dismiss": N_("Dismissed."),
    "grant": N_("Granted, and undone."),
    "refuse": N_("Refused; they were told why."),
}

UPHELD_TALK = N_("Upheld. They have a strike now.")
UPHELD = N_("Upheld.")


class AnswerForm(Form):
    words = TextAreaField(
        _l("In your own words"), validators=[Length(max=300)], render_kw={"rows": 2, "maxlength": 300}
    )


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
        talks=_talks([row.subject for row in page.rows]),
        listings=_listings([row.subject for row in page.rows]),
    )


@portal.post("/reports/<int:report_id>")
@needs(MODERATE)
def report_decision(report_id: int) -> ResponseReturnValue:
    """Uphold or dismiss."""
    row = get_report(report_id)
    upheld = UPHELD_TALK if row.subject.startswith("conversation:") else ""
    return _decided(
        lambda verb, words: decide_report(
            report_id=report_id, verb=verb, words=words, actor=access.as_admin(), at=clock.now()
        ),
        "admin.reports",
        UPHELD if row.reason == NAME else upheld,
    )


@portal.get("/appeals")
@needs(MODERATE)
def appeals() -> str:
    """Show appeals: open ones oldest first."""
    state = desk.choice("state", APPEAL.states) or "open"
    page = appeals_in(state, cursor=desk.cursor())
    deciders = deciders_of([row.subject for row in page.rows if row.state == "open"])
    staff = people_who_may(MODERATE) if page.rows and state == "open" else ()
    people = people_by_id({*(row.person_id for row in page.rows), *staff})

    def may_decide(row: Appeal) -> list[str]:
        barred = (row.person_id, deciders.get(row.subject))
        return [people[key].display_name for key in staff if key not in barred]

    return render_template(
        "admin/appeals/list.html",
        page=page,
        state=state,
        people=people,
        me=access.me().id,
        deciders=deciders,
        usual=WHY_NOT,
        may_decide=may_decide,
        listings=_listings([row.subject for row in page.rows]),
    )


@portal.post("/appeals/<int:appeal_id>")
@needs(MODERATE)
def appeal_decision(appeal_id: int) -> ResponseReturnValue:
    """Grant or refuse."""
    get_appeal(appeal_id)
    return _decided(
        lambda verb, words: answer_appeal(
            appeal_id=appeal_id, verb=verb, answer=words, actor=access.as_admin(), at=clock.now()
        ),
        "admin.appeals",
    )


def _decided(decide: Callable[[str, str], Any], back: str, upheld: str = "") -> ResponseReturnValue:
    form, verb = AnswerForm(), request.form.get("verb", "")
    if not form.validate() or verb not in DONE:
        raise Refused(N_("Say yes or no, and why in at most %(most)s characters."), most=300)
    decide(verb, form.words.data or "")
    said = {**DONE, "uphold": upheld or DONE["uphold"]}
    flash(_(said[verb]), "good")
    return htmx.see_other(url_for(back))


def _listings(subjects: Sequence[str]) -> dict[str, Listing]:
    """Return subject → listing, of those that are listings."""
    ids = [int(subject.partition(":")[2]) for subject in subjects if subject.startswith("listing:")]
    rows = session.query(Listing).filter(Listing.id.in_(ids)).all() if ids else []
    return {f"listing:{row.id}": row for row in rows}


def _talks(subjects: Sequence[str]) -> dict[str, str]:
    """Return subject → the conversation's number, of those that are conversations."""
    ids = [int(subject.partition(":")[2]) for subject in subjects if subject.startswith("conversation:")]
    return {f"conversation:{key}": number for key, number in numbers_of(ids).items()}
