"""Staff hear of a decision that is due soon, once, and see it on the overview and in the queue."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from marketplace.domains.notifications.models import Notice
from marketplace.domains.notifications.speak import speak
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.journeys.cases.jobs import end_cases
from tests import cast
from tests.factories import dealing
from tests.factories.quarrelling import escalated
from tests.factories.told import follow, told

if TYPE_CHECKING:
    from tests.client import Client

LABEL = "Cases due within 2 days, or overdue"


def test_a_decision_that_is_due_soon_is_told_once_to_who_may_decide(client: Client) -> None:
    ada, clerk = cast.admin("Ada", ("cases",)), cast.admin("Clerk", ("orders.read",))
    case = escalated(dealing.used_handed_over())
    with clock.travel(timedelta(days=7)):
        end_cases()
        follow("CaseSoonDue")
        assert told(ada.id) == []
    with clock.travel(timedelta(days=8, hours=1)):
        client.as_(ada).get("/admin/cases").says("Due soon").hides("Overdue")
        assert told(ada.id) == []  # no page tells; the sweep does
        for _ in range(2):
            end_cases()
            follow("CaseSoonDue")
    with clock.travel(timedelta(days=11)):
        end_cases()
        follow("CaseSoonDue")
        client.as_(ada).get("/admin/cases").says("Overdue")
        client.get("/admin/").says(LABEL)
        client.as_(clerk).get("/admin/").hides(LABEL)
    assert (told(ada.id), told(clerk.id)) == (["case_soon_due"], [])
    notice = session.query(Notice).filter_by(person_id=ada.id).one()
    assert case.number in speak("case_soon_due", notice.params, "en").title
    assert "裁决" in speak("case_soon_due", notice.params, "zh").title
