"""The money of a case follows its verdict: from the hold while there is one, else from the payee's balance."""

from dataclasses import replace
from datetime import datetime

from marketplace.domains.aftersales.cases.decide import Verdict, close
from marketplace.domains.aftersales.cases.two_hands import drop_waiting
from marketplace.domains.orders.freezing.freeze import thaw
from marketplace.domains.orders.freezing.give_back import give_back
from marketplace.domains.orders.freezing.refuse_disputed import refuse_disputed
from marketplace.domains.orders.models import Checkout, Order
from marketplace.domains.orders.reading.payees import lock_money_of
from marketplace.domains.orders.receive import receive
from marketplace.domains.orders.states import HOLDING, ORDER
from marketplace.domains.payments.queries import find_payment
from marketplace.domains.payments.refund import Source, intend_refund
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.states import note
from marketplace.journeys.cases.goods import settle_goods
from marketplace.journeys.cases.ground import Ground


def end_case(*, ground: Ground, verdict: Verdict, verb: str, at: datetime) -> bool:
    """Close a locked case and move its money and goods; False when it ended just so already.

    Refuses: as `close`; while the buyer's bank decides about the payment (Stale).
    """
    case, order, actor = ground.case, ground.order, ground.actor
    if case.state != "closed":
        refuse_disputed(order)
    # After the release staff may have given back some of it in the meantime.
    verdict = replace(verdict, refund=min(verdict.refund, order.total - order.refunded))
    if not close(case=case, verdict=verdict, verb=verb, actor=actor, at=at):
        return False
    drop_waiting(case_id=case.id, actor=actor, at=at)
    if verdict.refund:
        _give(order, verdict.refund, f"case:{case.id}", actor, at)
    if order.state in HOLDING:
        thaw(order=order, actor=actor, at=at)
        receive(order=order, actor=actor, at=at)  # what is left is due for release
    settle_goods(ground=ground, verdict=verdict, at=at)
    return True


def _give(order: Order, amount: int, reason: str, actor: Actor, at: datetime) -> None:
    """Give back `amount` minor units once: the reason, unique to the case, is the key of refund and posting."""
    payment = find_payment(session.get_one(Checkout, order.checkout_id).number)
    if payment is None:
        raise LookupError(f"order {order.number} has no payment")
    source = Source(*lock_money_of(order))
    if (
        intend_refund(
            payment=payment, reference=order.number, reason=reason, amount=amount, source=source, at=at
        )
        is None
    ):
        raise RuntimeError("a case gave money back that it had given back before")
    if order.state in HOLDING and order.refunded + amount == order.total:
        give_back(order=order, actor=actor, at=at)
        return
    order.refunded += amount
    details = {"amount": amount, "reason": reason}
    note(ORDER.subject, order.id, "refund", order.state, order.state, actor=actor, at=at, details=details)
