"""A buyer says that something is wrong with an order."""

from datetime import datetime

from sqlalchemy import func, select

from marketplace.domains.aftersales.cases import deadlines
from marketplace.domains.aftersales.cases.queries import find_case_of
from marketplace.domains.aftersales.cases.reasons import LONGEST_WORDS, REASONS, WISHES
from marketplace.domains.aftersales.events import CaseOpened
from marketplace.domains.aftersales.models import Case, CaseEntry
from marketplace.domains.orders.models import Order
from marketplace.foundation.db import session
from marketplace.foundation.ids import new_number
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Refused, Stale
from marketplace.foundation.text import N_

BEFORE_RELEASE = frozenset({"shipped", "delivered", "received"})
LONGEST_KEY = 60
FIRST = "opened"  # the key of the entry a case begins with
MOST_OF_ORDER = (
    3  # each one freezes the order anew: without end it would stand still until its hold is too old
)


def find_by_key(*, buyer_id: int, key: str) -> Case | None:
    """Return the case this form made already."""
    return session.scalar(select(Case).filter_by(buyer_id=buyer_id, key=key[:LONGEST_KEY]))


def why_not(order: Order, earlier: Case | None, at: datetime) -> str:
    """Return the sentence that says why no case can be opened about an order; empty when one can.

    `earlier` is the newest case about it.
    """
    if order.state not in BEFORE_RELEASE:
        until = order.completed_at and order.completed_at + deadlines.AFTER_RELEASE.span
        if until is None:
            return N_(
                "You can tell us what is wrong once the order is on its way; until then you can cancel it."
            )
        if until <= at:
            return N_("The time to tell us that something is wrong with this order is over.")
    if order.refunded >= order.total:
        return N_("You got all of your money back for this order.")
    if earlier is not None and (earlier.state != "closed" or earlier.outcome):
        return N_("There is a case about this order already.")
    return ""


def open_case(
    *, order: Order, reason: str, wish: str, wished: int | None, words: str, key: str, at: datetime
) -> Case:
    """Open the case of a locked order, with what the buyer says as its first entry.

    `wished` is of a part, minor units. Refuses: orders `why_not` says no to, one case too many (Stale), a reason or
    wish nobody knows, a part that is none, no words.
    """
    if no := why_not(order, find_case_of(order.id), at):
        raise Stale(no)
    if _how_many(order.id) >= MOST_OF_ORDER:
        raise Stale(N_("You opened a case about this order and took it back often enough. Write to us."))
    _refuse(order, reason, wish, wished, words)
    case = Case(
        number=new_number("C"),
        order_id=order.id,
        buyer_id=order.buyer_id,
        reason=reason,
        wish=wish,
        wished=wished if wish == "part" else None,
        after_release=order.state not in BEFORE_RELEASE,
        key=key[:LONGEST_KEY],
        opened_at=at,
        **_deadlines(order, at),
    )
    session.add(case)
    session.flush()
    first = CaseEntry(
        case_id=case.id, author_id=order.buyer_id, role="buyer", words=words.strip(), key=FIRST, at=at
    )
    session.add(first)
    record(CaseOpened(case.id), at)
    return case


def _how_many(order_id: int) -> int:
    return session.scalar(select(func.count()).select_from(Case).where(Case.order_id == order_id)) or 0


def _deadlines(order: Order, at: datetime) -> dict[str, datetime]:
    end_by = deadlines.no_later(at + deadlines.LONGEST.span, order.hold_until)
    evidence = deadlines.no_later(at + deadlines.EVIDENCE.span, end_by)
    return {
        "answer_by": deadlines.no_later(at + deadlines.ANSWER.span, end_by),
        "evidence_until": evidence,
        "decide_by": deadlines.no_later(evidence + deadlines.DECISION.span, end_by),
        "end_by": end_by,
    }


def _refuse(order: Order, reason: str, wish: str, wished: int | None, words: str) -> None:
    if reason not in REASONS:
        raise Refused(N_("Say what is wrong."), field="reason")
    if wish not in WISHES:
        raise Refused(N_("Say what you would like."), field="wish")
    if wish == "return" and reason == "not_arrived":
        raise Refused(N_("What did not arrive cannot be sent back. Ask for your money."), field="wish")
    if wish == "part" and not 0 < (wished or 0) < order.total - order.refunded:
        raise Refused(N_("Choose an amount above zero and below what you paid."), field="wished")
    if not words.strip():
        raise Refused(N_("Say in a few words what happened."), field="words")
    if len(words) > LONGEST_WORDS:
        raise Refused(N_("Keep it under %(most)s characters."), field="words", most=LONGEST_WORDS)
