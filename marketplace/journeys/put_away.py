"""What came back to a supplier goes on the shelf again, or is counted no more: they have looked at it, we have not."""

from datetime import datetime

from marketplace.domains.inventory.queries import units_of
from marketplace.domains.inventory.take import give_back, write_off
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.states import ORDER
from marketplace.foundation.actors import Actor
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing, Stale
from marketplace.foundation.states import note
from marketplace.foundation.text import N_


def put_away(*, order_id: int, fit: bool, actor: Actor, at: datetime) -> bool:
    """Put all that came back of an order on hand where it is `fit` for sale, else write it off; once, then False.

    Of several pieces the fit ones of a lot written off are entered as received. Refuses: an order of which nothing
    came back (Stale).
    """
    order = lock_row(Order, order_id)
    if order is None or order.supplier_id is None:
        raise Missing
    if all(unit.owner_id is not None for unit in units_of(order.number)):
        raise Stale(N_("Nothing of this order has come back."))
    done = give_back(holder=order.number, at=at, actor=actor) if fit else write_off(holder=order.number)
    if done:
        verb = "put_back" if fit else "write_off"
        note(ORDER.subject, order.id, verb, order.state, order.state, actor=actor, at=at)
    return done
