"""What the operator's staff are told: money that does not go where it should, cases that wait for them."""

from collections.abc import Callable
from typing import Any

from marketplace.domains.accounts.staff.queries import people_who_may
from marketplace.domains.aftersales.events import CaseSoonDue
from marketplace.domains.aftersales.models import Case
from marketplace.domains.notifications.speak import day, money
from marketplace.domains.notifications.tell import Telling
from marketplace.domains.payments.events import ChargebackClosed, ChargebackOpened, RefundFailed
from marketplace.domains.payments.models import Chargeback, Payment
from marketplace.foundation.db import session
from marketplace.foundation.outbox import Fact
from marketplace.journeys.notices.desk import Desk
from marketplace.journeys.notices.of_others import Tellings

WHO_PAYS, WHO_DECIDES = "money.pay", "cases"


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


def _chargeback(_: Desk, fact: ChargebackOpened | ChargebackClosed) -> Tellings:
    row = session.get(Chargeback, fact.chargeback_id)
    if row is None:
        return
    kind = f"chargeback_{'open' if isinstance(fact, ChargebackOpened) else row.state}"
    reference = session.get_one(Payment, row.payment_id).reference
    for person_id in people_who_may(WHO_PAYS):
        yield Telling(
            person_id=person_id,
            kind=kind,
            key=f"{kind}:{row.id}:{person_id}",
            link=f"/admin/payments?q={reference}",
            params={
                "amount": money(row.amount, row.currency),
                "number": row.number,
                "reference": reference,
                "by": day(row.answer_by),
            },
        )


def _case_due(_: Desk, fact: CaseSoonDue) -> Tellings:
    case = session.get(Case, fact.case_id)
    if case is None or case.state != "deciding":
        return
    for person_id in people_who_may(WHO_DECIDES):
        yield Telling(
            person_id=person_id,
            kind="case_soon_due",
            key=f"case_soon_due:{case.id}:{case.reminded_at}:{person_id}",
            link=f"/admin/cases/{case.number}",
            params={"number": case.number, "by": day(case.decide_by)},
        )


OF_STAFF: dict[type[Fact], Callable[[Desk, Any], Tellings]] = {
    RefundFailed: _refund_failed,
    ChargebackOpened: _chargeback,
    ChargebackClosed: _chargeback,
    CaseSoonDue: _case_due,
}
