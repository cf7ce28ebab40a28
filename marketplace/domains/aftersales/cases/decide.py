"""A case ends: staff, the other side, or time say who gets the money; or the goods go back first."""

from dataclasses import dataclass
from datetime import datetime

from marketplace.domains.aftersales.cases import deadlines
from marketplace.domains.aftersales.cases.move import refuse_closed
from marketplace.domains.aftersales.cases.reasons import LONGEST_WORDS, OUTCOMES
from marketplace.domains.aftersales.events import CaseClosed, CaseMoved
from marketplace.domains.aftersales.models import Case
from marketplace.domains.aftersales.states import CASE
from marketplace.domains.orders.models import Order
from marketplace.foundation.actors import Actor
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Refused
from marketplace.foundation.states import advance
from marketplace.foundation.text import N_

BACK_FIRST = "return"  # the outcome that waits for the goods


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is decided: the outcome, what the buyer gets in minor units, and why."""

    outcome: str
    refund: int
    words: str


def verdict_of(*, order: Order, outcome: str, amount: int | None, words: str) -> Verdict:
    """Return what an outcome comes to for a locked order; `amount` is of a split.

    Refuses: an outcome nobody knows, no words, a part that is not between nothing and all that is left.
    """
    left = order.total - order.refunded
    if outcome not in OUTCOMES:
        raise Refused(N_("Choose what happens to the money."), field="outcome")
    if outcome == "split" and not 0 < (amount or 0) < left:
        raise Refused(N_("Choose an amount above zero and below what is left of the order."), field="amount")
    if not words.strip():
        raise Refused(N_("Say why; both sides read it."), field="words")
    if len(words) > LONGEST_WORDS:
        raise Refused(N_("Keep it under %(most)s characters."), field="words", most=LONGEST_WORDS)
    refund = {"release": 0, "split": amount or 0}.get(outcome, left)
    return Verdict(outcome, refund, words.strip())


def close(*, case: Case, verdict: Verdict, verb: str, actor: Actor, at: datetime) -> bool:
    """Close a locked case with a verdict; `verb` is decide or settle. False when it ended just so already.

    Refuses: a case that ended otherwise (Stale).
    """
    if case.state == "closed" and (case.outcome, case.refund) == (verdict.outcome, verdict.refund):
        return False
    refuse_closed(case)
    advance(case, CASE, verb, actor=actor, at=at, why=verdict.words)
    if (case.outcome, verdict.outcome) == (BACK_FIRST, BACK_FIRST):
        case.refund = verdict.refund  # who decided it, and why, stands
    else:
        _keep(case, verdict, actor, at)
    case.closed_at, case.return_by = at, None
    record(CaseClosed(case.id), at)
    return True


def ask_back(*, case: Case, order: Order, verdict: Verdict, actor: Actor, at: datetime) -> bool:
    """Ask for the goods of a locked case before the money goes back; False when that was asked already."""
    refuse_closed(case)
    if not advance(case, CASE, "ask_back", actor=actor, at=at, why=verdict.words):
        return False
    _keep(case, verdict, actor, at)
    case.return_by = deadlines.no_later(at + deadlines.RETURN.span, order.hold_until)
    record(CaseMoved(case.id, "ask_back"), at)
    return True


def _keep(case: Case, verdict: Verdict, actor: Actor, at: datetime) -> None:
    case.outcome, case.refund, case.decision = verdict.outcome, verdict.refund, verdict.words
    case.decided_by, case.decided_at, case.answer_by = actor.id, at, None
