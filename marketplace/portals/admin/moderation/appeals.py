"""Appeals: what people ask staff to look at again."""

from collections.abc import Sequence
from typing import Any

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.domains.accounts.queries import people_by_id
from marketplace.domains.accounts.staff.queries import people_who_may
from marketplace.domains.listings.moderation.decide import REASONS as WHY_NOT
from marketplace.domains.support.models import Appeal, Strike
from marketplace.domains.support.queries import appeals_in, deciders_of, get_appeal
from marketplace.domains.support.report import REASONS
from marketplace.domains.support.states import APPEAL
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_
from marketplace.journeys.supporting.appeals import answer_appeal
from marketplace.portals.admin import desk, portal
from marketplace.portals.admin.desk import AnswerForm
from marketplace.portals.admin.moderation.reports import listings_in, talks_in
from marketplace.portals.admin.moderation.verdict import MODERATE
from marketplace.web import access, htmx
from marketplace.web.access import needs
from marketplace.web.languages import say

DONE = {"grant": N_("Granted, and undone."), "refuse": N_("Refused; they were told why.")}


@portal.get("/appeals")
@needs(MODERATE)
def appeals() -> str:
    """Show appeals: open ones oldest first."""
    return _page(desk.choice("state", APPEAL.states) or "open")


@portal.post("/appeals/<int:appeal_id>")
@needs(MODERATE)
def appeal_decision(appeal_id: int) -> ResponseReturnValue:
    """Grant or refuse; what cannot be done is said beside what was written."""
    get_appeal(appeal_id)
    form, verb = AnswerForm(), request.form.get("verb", "")
    words, actor = form.words.data or "", access.as_admin()
    if not form.validate() or verb not in DONE:
        raise Refused(N_("Say yes or no, and why in at most %(most)s characters."), most=300)
    try:
        answer_appeal(appeal_id=appeal_id, verb=verb, answer=words, actor=actor, at=clock.now())
    except Refused as no:
        wrong = {"id": appeal_id, "sentence": say(no.sentence, **no.params), "words": words}
        return _page("open", wrong), 422
    flash(_(DONE[verb]), "good")
    return htmx.see_other(url_for("admin.appeals"))


def _page(state: str, wrong: dict[str, Any] | None = None) -> str:
    page = appeals_in(state, cursor=desk.cursor())
    subjects = [row.subject for row in page.rows]
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
        wrong=wrong or {"id": None},
        **_about(subjects),
    )


def _about(subjects: Sequence[str]) -> dict[str, Any]:
    """Return what the appeals are about: listings and strikes by subject, and what those strikes are about."""
    ids = [int(subject.partition(":")[2]) for subject in subjects if subject.startswith("strike:")]
    rows = session.query(Strike).filter(Strike.id.in_(ids)).all() if ids else []
    struck = [row.subject for row in rows]
    return {
        "listings": listings_in([*subjects, *struck]),
        "talks": talks_in(struck),
        "strikes": {f"strike:{row.id}": row for row in rows},
        "reasons": REASONS,
    }
