"""A verdict that gives back much needs two members of staff: the refund asked for stands for the case's verdict."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from marketplace.domains.aftersales.cases.decide import Verdict
from marketplace.domains.aftersales.models import Case, RefundRequest
from marketplace.domains.aftersales.states import REFUND_REQUEST
from marketplace.domains.aftersales.two_hands import LARGE_REFUND, OF_CASES
from marketplace.domains.orders.models import Order
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.queues import Question
from marketplace.foundation.refusals import Stale
from marketplace.foundation.states import advance
from marketplace.foundation.text import N_

_ASKED = (RefundRequest.state == "asked", RefundRequest.key.startswith(OF_CASES))


def needs_two(order: Order, verdict: Verdict) -> bool:
    """Say whether one member of staff may not decide this alone; what was given back before counts."""
    return verdict.refund > 0 and order.refunded + verdict.refund > LARGE_REFUND()


def key_for(case: Case, verdict: Verdict) -> str:
    """Return the key of the request for a verdict; asked again after a no it is another. Refuses: while one waits."""
    if waiting_for(case.id) is not None:
        raise Stale(N_("A colleague is asked already. Wait for their yes or no."))
    mine = RefundRequest.key.startswith(f"{OF_CASES}{case.id}:")
    number = session.scalar(select(func.count()).select_from(RefundRequest).where(mine)) or 0
    return f"{OF_CASES}{case.id}:{verdict.outcome}:{number + 1}"


def waiting_for(case_id: int) -> RefundRequest | None:
    """Return the verdict on a case that waits for a second member of staff."""
    mine = RefundRequest.key.startswith(f"{OF_CASES}{case_id}:")
    stmt = select(RefundRequest).where(mine, RefundRequest.state == "asked").order_by(RefundRequest.id)
    return session.scalars(stmt.limit(1)).one_or_none()


def drop_waiting(*, case_id: int, actor: Actor, at: datetime) -> None:
    """Let a question to a colleague fall, because the case ended without their answer."""
    if (request := waiting_for(case_id)) is not None:
        advance(
            request,
            REFUND_REQUEST,
            "decline",
            actor=actor,
            at=at,
            why=N_("The case ended before anybody answered."),
        )
        request.decided_at = at


def requests_for(case_id: int) -> Sequence[int]:
    """Return the requests for a second member of staff there were in a case."""
    mine = RefundRequest.key.startswith(f"{OF_CASES}{case_id}:")
    return session.scalars(select(RefundRequest.id).where(mine)).all()


def waiting_cases() -> Sequence[int]:
    """Return the cases whose verdict waits for a second member of staff, oldest first."""
    keys = session.scalars(select(RefundRequest.key).where(*_ASKED).order_by(RefundRequest.id).limit(200))
    return [int(key.split(":")[1]) for key in keys]


def unconfirmed() -> Question:
    """Return the question how many verdicts wait for a second member of staff, and since when."""
    return select(func.count(), func.min(RefundRequest.created_at)).where(*_ASKED)


def verdict_in(request: RefundRequest) -> Verdict:
    """Return the verdict a request stands for."""
    return Verdict(request.key.split(":")[2], request.amount, request.why)
