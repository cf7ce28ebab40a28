"""Who gets the money of a case: the other side agrees, or staff decide; much money takes two of them."""

from datetime import datetime

from marketplace.domains.aftersales.cases.decide import BACK_FIRST, Verdict, ask_back, verdict_of
from marketplace.domains.aftersales.cases.move import refuse_closed
from marketplace.domains.aftersales.cases.queries import side_of
from marketplace.domains.aftersales.cases.speak import EARNING
from marketplace.domains.aftersales.cases.two_hands import (
    drop_waiting,
    key_for,
    needs_two,
    verdict_in,
    waiting_for,
)
from marketplace.domains.aftersales.models import Case, RefundRequest
from marketplace.domains.aftersales.two_hands import ask, decide
from marketplace.foundation.actors import Actor
from marketplace.foundation.refusals import Missing, Refused, Stale
from marketplace.foundation.text import N_
from marketplace.journeys.cases.ground import Ground, lock_as, lock_case
from marketplace.journeys.cases.money import end_case

AGREED = N_("The other side agrees to what the buyer asked for.")


def agree_to_case(*, case_id: int, actor: Actor, at: datetime) -> Case:
    """Give the buyer what they wish, as the other side; a replay changes nothing.

    Refuses: others (Missing), a case that ended otherwise or is on its way back (Stale).
    """
    ground = lock_as(case_id, actor, *EARNING)
    case, order = ground.case, ground.order
    outcome = {"part": "split", "return": BACK_FIRST}.get(case.wish, "refund")
    refuse_if_over(case, outcome)
    if case.state in {"closed", "returning", "sent_back"}:
        return case
    wished = min(case.wished or 0, order.total - order.refunded - 1)
    verdict = verdict_of(order=order, outcome=outcome, amount=wished, words=AGREED)
    _follow(ground, verdict, "settle", at)
    return case


def decide_case(
    *, case_id: int, outcome: str, words: str, actor: Actor, at: datetime, amount: int | None = None
) -> RefundRequest | None:
    """Decide a case as staff; the request for a colleague's yes when it gives back much, else None: it is done.

    `amount` is what the buyer gets of a split, minor units. Refuses: one's own case; what
    `verdict_of` refuses; a case that is closed or on its way back, or that a colleague is asked about (Stale).
    """
    ground = lock_case(case_id, actor)
    refuse_own(ground)
    refuse_closed(ground.case)
    if ground.case.state in {"returning", "sent_back"}:
        raise Stale(N_("The goods are on their way back; that comes first."))
    verdict = verdict_of(order=ground.order, outcome=outcome, amount=amount, words=words)
    if needs_two(ground.order, verdict):
        asked = key_for(ground.case, verdict)
        return ask(
            order=ground.order, amount=verdict.refund, why=verdict.words, key=asked, actor=actor, at=at
        )
    if waiting_for(ground.case.id) is not None:
        raise Stale(N_("A colleague is asked already. Wait for their yes or no."))
    _follow(ground, verdict, "decide", at)
    return None


def confirm_verdict(*, case_id: int, request_id: int, approved: bool, actor: Actor, at: datetime) -> bool:
    """Say yes or no, as a second member of staff, to a verdict; False when that was said.

    Refuses: one's own verdict or case, a request that does not wait or is another case's (Missing).
    """
    ground = lock_case(case_id, actor)
    refuse_own(ground)
    waiting = waiting_for(case_id)
    if waiting is None or waiting.id != request_id:
        raise Missing
    request = decide(request_id=request_id, approved=approved, actor=actor, at=at)
    if request is None:
        return False
    if approved:
        _follow(ground, verdict_in(request), "decide", at)
    return True


def refuse_own(ground: Ground) -> None:
    """Refuse staff who stand on a side of the case."""
    if side_of(ground.order, ground.actor.id or 0):
        raise Refused(N_("This is your own case. A colleague decides."))


def refuse_if_over(case: Case, outcome: str) -> None:
    """Refuse a case that ended, or goes another way than this outcome (Stale)."""
    if case.state == "closed" and case.outcome != outcome:
        refuse_closed(case)


def _follow(ground: Ground, verdict: Verdict, verb: str, at: datetime) -> None:
    if verdict.outcome == BACK_FIRST:
        ask_back(case=ground.case, order=ground.order, verdict=verdict, actor=ground.actor, at=at)
        drop_waiting(case_id=ground.case.id, actor=ground.actor, at=at)  # of two verdicts one is followed
    else:
        end_case(ground=ground, verdict=verdict, verb=verb, at=at)
