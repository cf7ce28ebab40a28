"""What the operator's staff are told: money that does not go where it should."""

from collections.abc import Callable
from typing import Any

from marketplace.domains.accounts.staff.queries import people_who_may
from marketplace.domains.notifications.speak import money
from marketplace.domains.notifications.tell import Telling
from marketplace.domains.payments.events import RefundFailed
from marketplace.foundation.outbox import Fact
from marketplace.journeys.notices.desk import Desk
from marketplace.journeys.notices.of_others import Tellings

WHO_PAYS = "money.pay"


def _refund_failed(desk: Desk, fact: RefundFailed) -> Tellings:
    row = desk.refunds.get(fact.refund_id)
    if row is None or row.Refund.state == "done":
        return
    for person_id in people_who_may(WHO_PAYS):
        yield Telling(
            person_id=person_id,
            kind="refund_failed",
            # Once a refund: it is tried again every hour, and the page shows how often.
            key=f"refund_failed:{fact.refund_id}:{person_id}",
            link="/admin/refunds?state=failed",
            params={
                "amount": money(row.Refund.amount, row.Refund.currency),
                "number": row.Refund.number,
                "reference": row.Refund.reference,
            },
        )


OF_STAFF: dict[type[Fact], Callable[[Desk, Any], Tellings]] = {RefundFailed: _refund_failed}
