"""The goods of a case go back: the buyer says how, the other side confirms or objects."""

from datetime import datetime

from marketplace.domains.aftersales.cases import deadlines
from marketplace.domains.aftersales.events import CaseMoved
from marketplace.domains.aftersales.models import Case
from marketplace.domains.aftersales.states import CASE
from marketplace.domains.orders.models import Order
from marketplace.foundation.actors import Actor
from marketplace.foundation.outbox import record
from marketplace.foundation.states import advance


def send_back(*, case: Case, order: Order, actor: Actor, at: datetime) -> bool:
    """Note that the goods of a locked case are on their way back; the other side has days to confirm.

    False when that is known. Refuses: a case that asks for nothing back (Stale).
    """
    if not advance(case, CASE, "send_back", actor=actor, at=at):
        return False
    case.return_by = deadlines.no_later(at + deadlines.CONFIRM.span, order.hold_until)
    record(CaseMoved(case.id, "send_back"), at)
    return True
