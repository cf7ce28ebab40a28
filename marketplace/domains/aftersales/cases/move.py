"""A case goes to the platform, or the buyer takes it back."""

from datetime import datetime

from marketplace.domains.aftersales.cases import deadlines
from marketplace.domains.aftersales.events import CaseMoved
from marketplace.domains.aftersales.models import Case
from marketplace.domains.aftersales.states import CASE
from marketplace.foundation.actors import Actor
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Stale
from marketplace.foundation.states import advance


def escalate(*, case: Case, actor: Actor, at: datetime, why: str | None = None) -> bool:
    """Have staff decide a locked case; False when they are asked already. Refuses: one that is closed or returning."""
    if not advance(case, CASE, "escalate", actor=actor, at=at, why=why):
        return False
    case.answer_by = case.return_by = case.reminded_at = None
    # What was decided about goods that came back otherwise is open again; the history keeps it.
    case.outcome, case.refund, case.decision = "", None, ""
    case.decided_by = case.decided_at = None
    case.decide_by = deadlines.no_later(at + deadlines.DECISION.span, case.end_by)
    record(CaseMoved(case.id, "escalate"), at)
    return True


def withdraw(*, case: Case, actor: Actor, at: datetime) -> bool:
    """Take a locked case back; False when it was. Refuses: one that was decided, or is on its way back (Stale)."""
    if case.state == "closed" and case.outcome == "":
        return False
    refuse_closed(case)
    advance(case, CASE, "withdraw", actor=actor, at=at)
    case.closed_at, case.answer_by = at, None
    record(CaseMoved(case.id, "withdraw"), at)
    return True


def refuse_closed(case: Case) -> None:
    """Refuse a closed case, whoever closed it (Stale)."""
    if case.state == "closed":
        raise Stale(CASE.sentences["closed"])
