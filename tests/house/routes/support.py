"""Reports and appeals: everybody may report what they see, permitted staff decide."""

from __future__ import annotations

from typing import Any

from marketplace.domains.support.appeal import appeal
from marketplace.domains.support.models import Appeal, Report
from marketplace.domains.support.report import report
from marketplace.foundation import clock
from marketplace.foundation.db import session
from tests import cast
from tests.factories import used
from tests.factories.talking import talk
from tests.house.table import (
    ADMINS,
    ADMINS_SEE_OTHER,
    EVERYBODY,
    MEMBERS,
    MEMBERS_SEE_OTHER,
    SIGN_IN,
    Stage,
    row,
)

# Nobody has anything to appeal against here: as if it were not there.
NOTHING: dict[str, Any] = {**dict.fromkeys(EVERYBODY, 404), "guest": SIGN_IN}


def _listing(_: Stage) -> dict[str, Any]:
    return {"kind": "listing", "ref": used.listing().number}


def _report(_: Stage) -> dict[str, Any]:
    what, who = used.listing(), cast.person("Eve")
    report(
        subject=f"listing:{what.id}", against_id=what.seller_id, reporter_id=who.id, reason="fraud", words="",
        at=clock.now(),
    )  # fmt: skip
    session.commit()
    return {"report_id": session.query(Report.id).order_by(Report.id.desc()).limit(1).scalar()}


def _talk(_: Stage) -> dict[str, Any]:
    eve = cast.person("Eve")
    found = talk(eve)
    report(
        subject=f"conversation:{found.id}", against_id=found.seller_id, reporter_id=eve.id, reason="abuse",
        words="", at=clock.now(),
    )  # fmt: skip
    session.commit()
    return {"number": found.number}


def _appeal(_: Stage) -> dict[str, Any]:
    mei = used.seller()
    appeal(person_id=mei.id, subject=f"seller:{mei.id}", words="Please", at=clock.now())
    session.commit()
    return {"appeal_id": session.query(Appeal.id).order_by(Appeal.id.desc()).limit(1).scalar()}


ROWS = [
    row("GET", "storefront.report", args=_listing, **MEMBERS),
    row("POST", "storefront.report", args=_listing, data={"reason": "fraud"}, **MEMBERS_SEE_OTHER),
    row("GET", "account.standing", **MEMBERS),
    row("POST", "account.appeals", data={"subject": "strike:1", "words": "Please"}, **NOTHING),
    row("GET", "admin.reports", **ADMINS),
    row("GET", "admin.reported_conversation", args=_talk, **ADMINS),
    row("POST", "admin.report_decision", args=_report, data={"verb": "dismiss"}, **ADMINS_SEE_OTHER),
    row("GET", "admin.appeals", **ADMINS),
    row(
        "POST",
        "admin.appeal_decision",
        args=_appeal,
        data={"verb": "refuse", "words": "It stays."},
        **ADMINS_SEE_OTHER,
    ),
]
