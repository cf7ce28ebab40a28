"""What the facts of cases and opinions tell both sides, and the staff who decide."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from marketplace.domains.accounts.staff.queries import people_who_may
from marketplace.domains.aftersales.cases.deadlines import ANSWER
from marketplace.domains.aftersales.cases.reasons import ENDINGS, REASONS
from marketplace.domains.aftersales.events import (
    CaseClosed,
    CaseMoved,
    CaseOpened,
    CaseSpoken,
    OpinionsShown,
)
from marketplace.domains.aftersales.models import Case, CaseEntry, Opinion
from marketplace.domains.notifications.speak import day, money, said
from marketplace.domains.notifications.tell import Telling
from marketplace.domains.orders.models import Order
from marketplace.domains.suppliers.models import WorkAccount
from marketplace.foundation.db import session
from marketplace.foundation.outbox import Fact
from marketplace.journeys.notices.desk import Desk

Tellings = Iterator[Telling]
WHO_DECIDES = "cases"


def _opened(_: Desk, fact: CaseOpened) -> Tellings:
    if (case := session.get(Case, fact.case_id)) is not None:
        # Who answered before this is told has no time to answer by any more.
        by = case.answer_by or case.opened_at + ANSWER.span
        yield from _tell(case, _earners(case), "case_opened", by=day(by))


def _spoken(_: Desk, fact: CaseSpoken) -> Tellings:
    case, entry = session.get(Case, fact.case_id), session.get(CaseEntry, fact.entry_id)
    if case is None or entry is None:
        return
    sides = {case.buyer_id, *_earners(case)}
    colleagues = set(_earners(case)) if entry.role in {"seller", "supplier"} else {entry.author_id}
    yield from _tell(case, sorted(sides - colleagues), "case_spoken", once=f"{entry.id}")


def _moved(_: Desk, fact: CaseMoved) -> Tellings:
    case = session.get(Case, fact.case_id)
    if case is None:
        return
    once = f"{fact.verb}:{case.decide_by.isoformat()}"
    if fact.verb == "escalate":
        sides = [case.buyer_id, *_earners(case)]
        yield from _tell(case, sides, "case_deciding", once=once, by=day(case.decide_by))
        yield from _to_staff(case, once)
    elif fact.verb in {"ask_back", "send_back"} and case.return_by is None:
        return  # it is over before this is told
    elif fact.verb == "ask_back":
        yield from _tell(case, [case.buyer_id], "case_send_back", once=once, by=day(case.return_by))
        yield from _tell(case, _earners(case), "case_comes_back", once=once, by=day(case.return_by))
    elif fact.verb == "send_back":
        yield from _tell(case, _earners(case), "case_sent_back", once=once, by=day(case.return_by))
    elif fact.verb == "withdraw":
        yield from _tell(case, _earners(case), "case_withdrawn", once=once)


def _closed(_: Desk, fact: CaseClosed) -> Tellings:
    if (case := session.get(Case, fact.case_id)) is not None:
        sides = [case.buyer_id, *_earners(case)]
        yield from _tell(
            case, sides, "case_closed", ending=said(ENDINGS[case.outcome]), why=said(case.decision)
        )


def _shown(_: Desk, fact: OpinionsShown) -> Tellings:
    order = session.get(Order, fact.order_id)
    if order is None:
        return
    for opinion in session.query(Opinion).filter_by(order_id=order.id).order_by(Opinion.id):
        link = f"/sell/orders/{order.number}" if opinion.by_buyer else f"/orders/{order.number}"
        yield Telling(
            person_id=opinion.about_id,
            kind="opinion_shown",
            key=f"opinion_shown:{opinion.id}",
            link=link,
            params={"stars": opinion.stars, "number": order.number},
        )


def _to_staff(case: Case, once: str) -> Tellings:
    for person_id in people_who_may(WHO_DECIDES):
        yield Telling(
            person_id=person_id,
            kind="case_to_decide",
            key=f"case_to_decide:{case.id}:{once}:{person_id}",
            link=f"/admin/cases/{case.number}",
            params=_of(case) | {"by": day(case.decide_by)},
        )


def _tell(case: Case, people: Iterable[int], kind: str, *, once: str = "", **more: Any) -> Tellings:
    for person_id in people:
        yield Telling(
            person_id=person_id,
            kind=kind,
            key=f"{kind}:{case.id}:{once}:{person_id}",
            link=f"/cases/{case.number}",
            params=_of(case) | more,
        )


def _of(case: Case) -> dict[str, Any]:
    order = session.get_one(Order, case.order_id)
    return {
        "number": case.number,
        "order": order.number,
        "reason": said(REASONS[case.reason]),
        "amount": money(case.refund or 0, order.currency),
    }


def _earners(case: Case) -> list[int]:
    """Return the people on the other side: the seller, or who works at the supplier."""
    order = session.get_one(Order, case.order_id)
    if order.seller_id is not None:
        return [order.seller_id]
    rows = session.query(WorkAccount).filter_by(supplier_id=order.supplier_id, state="active")
    return [row.person_id for row in rows.order_by(WorkAccount.id)]


OF_CASES: dict[type[Fact], Callable[[Desk, Any], Tellings]] = {
    CaseOpened: _opened,
    CaseSpoken: _spoken,
    CaseMoved: _moved,
    CaseClosed: _closed,
    OpinionsShown: _shown,
}
