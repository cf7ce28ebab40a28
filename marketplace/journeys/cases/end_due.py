"""Time acts where nobody does: staff are asked, goods that never came back end a case, old ones refund."""

from datetime import datetime

from marketplace.domains.aftersales.cases.decide import Verdict
from marketplace.domains.aftersales.cases.move import escalate
from marketplace.domains.aftersales.cases.queries import UNDECIDED
from marketplace.foundation.actors import SYSTEM
from marketplace.foundation.text import N_
from marketplace.journeys.cases.bring_back import back
from marketplace.journeys.cases.ground import Ground, lock_case
from marketplace.journeys.cases.money import end_case

TOO_LONG = N_("Nobody decided in time, so all of the money goes back to the buyer.")
SILENT = N_("The other side did not answer in time.")
HEARD = N_("The time for both sides to be heard is over.")
NOT_SENT = N_("The goods were not sent back in time, so the other side keeps the money.")


def end_due_case(*, case_id: int, at: datetime) -> bool:
    """Do what time asks of one case; False when somebody was quicker."""
    ground = lock_case(case_id, SYSTEM)
    case, order = ground.case, ground.order
    if order.disputed_at is not None:
        return False  # the bank decides first
    if case.state in UNDECIDED and case.end_by <= at:
        verdict = Verdict("refund", order.total - order.refunded, TOO_LONG)
        return end_case(ground=ground, verdict=verdict, verb="decide", at=at)
    if case.return_by is not None and case.return_by <= at:
        return _end_return(ground, at)
    silent = case.state == "open" and case.answer_by is not None and case.answer_by <= at
    if silent or (case.state in {"open", "answered"} and case.evidence_until <= at):
        return escalate(case=case, actor=SYSTEM, at=at, why=SILENT if silent else HEARD)
    return False


def _end_return(ground: Ground, at: datetime) -> bool:
    if ground.case.state == "sent_back":
        verdict = back(ground.order, ground.case.decision)
        return end_case(ground=ground, verdict=verdict, verb="decide", at=at)
    if ground.case.state == "returning":
        return end_case(ground=ground, verdict=Verdict("release", 0, NOT_SENT), verb="decide", at=at)
    return False
