"""What reports, strikes and appeals tell whom."""

from collections.abc import Callable, Iterator
from typing import Any

from marketplace.domains.notifications.speak import day, said
from marketplace.domains.notifications.tell import Telling
from marketplace.domains.support.events import AppealDecided, ReportDecided, StrikeGiven
from marketplace.domains.support.models import Appeal, Report, Strike
from marketplace.domains.support.report import NAME
from marketplace.domains.support.report import REASONS as REPORTED
from marketplace.domains.support.withhold import withheld_until
from marketplace.foundation.db import session
from marketplace.foundation.outbox import Fact
from marketplace.foundation.text import N_
from marketplace.journeys.notices.desk import Desk

Tellings = Iterator[Telling]
UPHELD = N_("You were right, and we acted.")
DISMISSED = N_("We found nothing against the rules.")
GRANTED = N_("You were right; it is undone.")
REFUSED = N_("It stays as it was.")


def _struck(_: Desk, fact: StrikeGiven) -> Tellings:
    row = session.get(Strike, fact.strike_id)
    if row is not None:
        until = withheld_until(row.person_id, row.created_at)
        yield Telling(
            person_id=row.person_id,
            kind="strike" if until is None else "strikes_withhold",
            key=f"strike:{row.id}",
            link="/account/standing",
            params={"why": row.words or said(REPORTED.get(row.reason, "")), "day": day(until or row.ends_at)},
        )


def _report_decided(_: Desk, fact: ReportDecided) -> Tellings:
    row = session.get(Report, fact.report_id)
    # A company's name is the one that was verified: it is changed by taking that back, of which it is told then.
    if row is not None and row.reason == NAME and row.state == "upheld" and row.subject.startswith("person:"):
        yield Telling(
            person_id=row.against_id,
            kind="name_asked",
            key=f"name_asked:{row.id}",
            link="/account/profile",
            params={"name": row.words},
        )
    if row is not None and row.reporter_id is not None:
        yield Telling(
            person_id=row.reporter_id,
            kind="report_decided",
            key=f"report_decided:{row.id}",
            link="/account/inbox",
            params={"outcome": said(UPHELD if row.state == "upheld" else DISMISSED)},
        )


def _appeal_decided(_: Desk, fact: AppealDecided) -> Tellings:
    row = session.get(Appeal, fact.appeal_id)
    if row is not None:
        yield Telling(
            person_id=row.person_id,
            kind="appeal_decided",
            key=f"appeal_decided:{row.id}",
            link="/account/standing",
            params={"outcome": said(GRANTED if row.state == "granted" else REFUSED), "answer": row.answer},
        )


OF_STANDING: dict[type[Fact], Callable[[Desk, Any], Tellings]] = {
    StrikeGiven: _struck,
    ReportDecided: _report_decided,
    AppealDecided: _appeal_decided,
}
