"""The goods of a case go back to whoever sold them, and then the money to the buyer."""

from datetime import datetime

from marketplace.domains.aftersales.cases.decide import BACK_FIRST, Verdict
from marketplace.domains.aftersales.cases.move import escalate
from marketplace.domains.aftersales.cases.queries import SENT_BACK
from marketplace.domains.aftersales.cases.send_back import send_back
from marketplace.domains.aftersales.cases.speak import EARNING, speak, write_down
from marketplace.domains.aftersales.states import CASE
from marketplace.domains.orders.models import Order
from marketplace.foundation.actors import Actor
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_
from marketplace.journeys.cases.ground import lock_as
from marketplace.journeys.cases.money import end_case

WAYS = ("parcel", "pickup")
LONGEST = 300


def send_goods_back(*, case_id: int, way: str, words: str, actor: Actor, at: datetime) -> bool:
    """Say that the goods left: `words` is carrier and number of a parcel, or who fetched them and when.

    False when that is known. Refuses: others (Missing), no words, a case that asks for nothing back (Stale).
    """
    ground = lock_as(case_id, actor, "buyer")
    if way not in WAYS:
        raise Refused(N_("Say how it goes back."), field="way")
    if not words.strip():
        raise Refused(
            N_("Write the carrier and the tracking number, or who fetched it and when."), field="details"
        )
    if not send_back(case=ground.case, order=ground.order, actor=ground.actor, at=at):
        return False
    write_down(
        case=ground.case,
        words=words.strip()[:LONGEST],
        key=f"{SENT_BACK}{at.isoformat()}",
        actor=ground.actor,
        at=at,
    )
    return True


def receive_goods_back(*, case_id: int, actor: Actor, at: datetime) -> bool:
    """Confirm that the goods are back: all that is left of the money goes to the buyer. False when that is done.

    The other side may say so before the buyer does. Refuses: others (Missing), a case that asks for nothing back
    or ended (Stale).
    """
    ground = lock_as(case_id, actor, *EARNING)
    case = ground.case
    if case.state == "closed" and case.outcome == BACK_FIRST:
        return False
    if case.state not in {"returning", "sent_back"}:
        raise CASE.stale(case.state)
    return end_case(ground=ground, verdict=back(ground.order, case.decision), verb="decide", at=at)


def object_to_return(*, case_id: int, words: str, key: str, actor: Actor, at: datetime) -> bool:
    """Say that what came back is not what was sold, or nothing came: staff decide. False when they are asked.

    Refuses: others (Missing), no words, a case in which nothing was sent back (Stale).
    """
    ground = lock_as(case_id, actor, *EARNING)
    if ground.case.state == "deciding":
        return False
    if ground.case.state != "sent_back":
        raise CASE.stale(ground.case.state)
    speak(case=ground.case, words=words, key=key, actor=ground.actor, at=at)
    return escalate(case=ground.case, actor=ground.actor, at=at)


def back(order: Order, words: str) -> Verdict:
    """Return the verdict of goods that came back: all that is left of the money goes to the buyer."""
    return Verdict(BACK_FIRST, order.total - order.refunded, words)
