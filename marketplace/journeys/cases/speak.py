"""Both sides of a case, and staff, say what they have to say."""

from datetime import datetime

from marketplace.domains.aftersales.cases.move import escalate, withdraw
from marketplace.domains.aftersales.cases.queries import side_of
from marketplace.domains.aftersales.cases.speak import EARNING, speak
from marketplace.domains.aftersales.cases.two_hands import drop_waiting
from marketplace.domains.orders.freezing.freeze import thaw
from marketplace.foundation.actors import Actor
from marketplace.foundation.refusals import Refused, Stale
from marketplace.foundation.text import N_
from marketplace.journeys.cases.ground import lock_as, lock_case

BOTH = ("buyer", *sorted(EARNING))


def speak_in_case(*, case_id: int, words: str, key: str, actor: Actor, at: datetime) -> bool:
    """Write in a case one is a side of; False when this key is known. Refuses: others (Missing), closed ones."""
    ground = lock_as(case_id, actor, *BOTH)
    return speak(case=ground.case, words=words, key=key, actor=ground.actor, at=at)


def ask_in_case(*, case_id: int, words: str, key: str, actor: Actor, at: datetime) -> bool:
    """Write in a case as staff. Refuses: a case of one's own, a closed one."""
    ground = lock_case(case_id, actor)
    if side_of(ground.order, actor.id or 0):
        raise Refused(N_("This is your own case. A colleague decides."))
    return speak(case=ground.case, words=words, key=key, actor=actor, at=at)


def escalate_case(*, case_id: int, actor: Actor, at: datetime) -> bool:
    """Ask the platform to decide; False when it is asked. Refuses: others (Missing), who has not answered (Stale)."""
    ground = lock_as(case_id, actor, *BOTH)
    if ground.actor.role in EARNING and ground.case.state == "open":
        raise Stale(N_("Answer first: say what happened, then ask Coolspot to decide."))
    return escalate(case=ground.case, actor=ground.actor, at=at)


def withdraw_case(*, case_id: int, actor: Actor, at: datetime) -> bool:
    """Take one's case back: the order runs on where it stood. Refuses: others (Missing), a decided case (Stale)."""
    ground = lock_as(case_id, actor, "buyer")
    if not withdraw(case=ground.case, actor=ground.actor, at=at):
        return False
    drop_waiting(case_id=case_id, actor=ground.actor, at=at)
    thaw(order=ground.order, actor=ground.actor, at=at)
    return True
