"""Cases on their way: opened, answered, decided; each call is one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marketplace.domains.aftersales.models import Case
from marketplace.domains.orders.models import Order
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.journeys.cases.bring_back import receive_goods_back
from marketplace.journeys.cases.decide_case import agree_to_case, decide_case
from marketplace.journeys.cases.open_case import start_case
from marketplace.journeys.cases.speak import escalate_case, speak_in_case
from tests import cast
from tests.factories.shopping import replay_key

if TYPE_CHECKING:
    from marketplace.domains.aftersales.models import RefundRequest
    from marketplace.foundation.actors import Actor


def buyer(of: Order | Case) -> Actor:
    return actors.person(of.buyer_id, "buyer")


def payee(of: Order) -> Actor:
    """Return somebody who may speak for whoever sold it."""
    if of.seller_id is not None:
        return actors.person(of.seller_id, "seller")
    employer = session.get_one(cast.Supplier, of.supplier_id)
    return actors.person(cast.worker_of(employer).id, "supplier")


def staff(name: str = "Ada") -> Actor:
    return actors.person(cast.admin(name).id, "admin")


def complains(order: Order, wish: str = "refund", wished: int | None = None, key: str | None = None) -> Case:
    """Have the buyer open a case."""
    with door():
        return start_case(
            order_id=order.id,
            reason="broken",
            wish=wish,
            wished=wished,
            words="It does not cool.",
            key=key or replay_key(),
            actor=buyer(order),
            at=clock.now(),
        )


def says(case: Case, who: Actor, words: str = "It was fine when it left.") -> bool:
    with door():
        return speak_in_case(case_id=case.id, words=words, key=replay_key(), actor=who, at=clock.now())


def escalated(order: Order, **more: Any) -> Case:
    """Return a case that waits for staff."""
    case = complains(order, **more)
    with door():
        escalate_case(case_id=case.id, actor=buyer(case), at=clock.now())
    return case


def decides(
    case: Case, outcome: str, amount: int | None = None, by: Actor | None = None
) -> RefundRequest | None:
    with door():
        return decide_case(
            case_id=case.id,
            outcome=outcome,
            amount=amount,
            words="Seen on the photos.",
            actor=by or staff(),
            at=clock.now(),
        )


def returns(order: Order) -> Case:
    """Have the goods go back, and the other side say that they have them."""
    case = complains(order, "return")
    for act in (agree_to_case, receive_goods_back):
        with door():
            act(case_id=case.id, actor=payee(order), at=clock.now())
    return case


def now(case: Case) -> Case:
    """Return the case as it is now."""
    session.rollback()
    session.expire_all()
    return session.get_one(Case, case.id)


def order_now(order: Order) -> Order:
    session.rollback()
    session.expire_all()
    return session.get_one(Order, order.id)
