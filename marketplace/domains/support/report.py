"""Report what is not right, and decide about it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert

from marketplace.domains.support.events import ReportDecided
from marketplace.domains.support.models import Report
from marketplace.domains.support.states import REPORT
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Refused
from marketplace.foundation.states import advance
from marketplace.foundation.text import N_

LONGEST = 500
REASONS: Mapping[str, str] = {
    "fraud": N_("It looks like a fraud"),
    "not_as_shown": N_("It is not what it says it is"),
    "forbidden": N_("It may not be sold"),
    "contact": N_("They want to be paid elsewhere"),
    "abuse": N_("They insult or threaten"),
    "other": N_("Something else"),
}
NAME = "name"  # what the house finds itself; nobody is offered it
OF_HOUSE: Mapping[str, str] = {NAME: N_("A name says how to reach them")}


def report(
    *, subject: str, against_id: int, reporter_id: int | None, reason: str, words: str, at: datetime
) -> bool:
    """Note that somebody, or the house (None), finds a thing not right; False when they said so before.

    Refuses: one's own things; a reason nobody knows; too many words.
    """
    if against_id == reporter_id:
        raise Refused(N_("This is your own."))
    if reason not in (OF_HOUSE if reporter_id is None else REASONS):
        raise Refused(N_("Choose a reason."), field="reason")
    if len(words) > LONGEST:
        raise Refused(N_("Write at most %(most)s characters."), field="words", most=LONGEST)
    values = {"subject": subject, "against_id": against_id, "reporter_id": reporter_id, "state": "open"}
    written = insert(Report).values(**values, reason=reason, words=words.strip(), created_at=at)
    once = written.on_conflict_do_nothing(index_elements=["subject", "reporter_id"]).returning(Report.id)
    return session.scalar(once) is not None


def decide_report(*, report: Report, verb: str, actor: Actor, at: datetime) -> bool:
    """Uphold or dismiss; False when that is so already. Refuses: a report of or against oneself."""
    if actor.id in (report.against_id, report.reporter_id):
        raise Refused(N_("Somebody else has to decide about you."))
    if not advance(report, REPORT, verb, actor=actor, at=at):
        return False
    report.decided_by, report.decided_at = actor.id, at
    record(ReportDecided(report.id), at)
    return True
