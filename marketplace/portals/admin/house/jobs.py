"""Jobs that failed: why, once more, or never mind."""

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.foundation import clock, failed_jobs
from marketplace.foundation.failed_jobs import FailedJob
from marketplace.foundation.refusals import Missing, Stale
from marketplace.foundation.states import note
from marketplace.foundation.text import N_
from marketplace.portals.admin import portal
from marketplace.web import access, htmx
from marketplace.web.access import needs


@portal.get("/machinery/jobs/<job_id>")
@needs("jobs.read")
def failed_job(job_id: str) -> str:
    """Show a failed job with its traceback."""
    return render_template("admin/machinery/job.html", job=_known(job_id))


@portal.post("/machinery/jobs/<job_id>/again")
@needs("jobs.edit")
def job_again(job_id: str) -> ResponseReturnValue:
    """Put a failed job back in its queue."""
    job = _known(job_id)
    _done(job, "again", failed_jobs.requeue(job.id))
    flash(_("The job is back in its queue."), "good")
    return htmx.see_other(url_for("admin.machinery"))


@portal.post("/machinery/jobs/<job_id>/end")
@needs("jobs.edit")
def job_end(job_id: str) -> ResponseReturnValue:
    """Forget a failed job."""
    job = _known(job_id)
    _done(job, "drop", failed_jobs.delete(job.id))
    flash(_("The job is forgotten. What it should have done is found by the sweeps."), "good")
    return htmx.see_other(url_for("admin.machinery"))


def _done(job: FailedJob, verb: str, went: bool) -> None:
    if not went:
        raise Stale(N_("This job is no longer there."))
    details = {"job": job.id, "path": job.path, "arguments": job.args[:300]}
    note("job", 0, verb, "failed", "", actor=access.as_admin(), at=clock.now(), details=details)


def _known(job_id: str) -> FailedJob:
    found = failed_jobs.find_failed(job_id)
    if found is None:
        raise Missing
    return found
