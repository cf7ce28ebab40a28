"""The machinery: facts on their way, queues, jobs that failed."""

from flask import flash, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from marketplace.domains.notifications.queries import count_deliveries
from marketplace.foundation import backlog, clock, failed_jobs
from marketplace.foundation.refusals import Refused
from marketplace.foundation.states import note
from marketplace.foundation.text import N_
from marketplace.portals.admin import desk, portal
from marketplace.web import access, htmx
from marketplace.web.access import needs

UNDO = "facts_handed"  # in the session: which facts were handed again last, for the way back


@portal.get("/machinery")
@needs("jobs.read")
def machinery() -> str:
    """Show what waits, what stumbles, and what was given up."""
    return render_template(
        "admin/machinery/show.html",
        lag=backlog.lag(),
        page=backlog.given_up(cursor=desk.cursor()),
        stumbling=backlog.stumbling(),
        queues=failed_jobs.lengths(),
        jobs=failed_jobs.failed_jobs(),
        deliveries=count_deliveries(),
        undo=session.get(UNDO),
    )


@portal.post("/machinery/facts/again")
@needs("jobs.edit")
def facts_again() -> ResponseReturnValue:
    """Hand the ticked facts again, as if never tried."""
    wanted = desk.ticked()
    if not wanted:
        raise Refused(N_("Tick the facts first."))
    found = list(backlog.try_again(wanted))
    for fact_id in found:
        note("fact", fact_id, "again", "given_up", "waiting", actor=access.as_admin(), at=clock.now())
    session[UNDO] = found or None
    flash(ngettext("%(num)d fact is tried again.", "%(num)d facts are tried again.", len(found)), "good")
    return htmx.see_other(url_for("admin.machinery"))


@portal.post("/machinery/facts/undo")
@needs("jobs.edit")
def facts_undo() -> ResponseReturnValue:
    """Leave the facts handed last as they were; those done meanwhile stay done."""
    last = session.get(UNDO) or []
    session[UNDO] = None
    for fact_id in backlog.give_up_again(last):
        note("fact", fact_id, "undo", "waiting", "given_up", actor=access.as_admin(), at=clock.now())
    flash(_("They are left alone again."), "info")
    return htmx.see_other(url_for("admin.machinery"))
