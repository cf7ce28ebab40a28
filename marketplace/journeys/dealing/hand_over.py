"""A buyer picks their order up and shows six digits; the seller enters them, and the unit has changed hands."""

from datetime import datetime

from marketplace.domains.listings.dealing.reserve import for_order
from marketplace.domains.listings.dealing.take import take
from marketplace.domains.listings.sizes import PICKUP
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.ship import hand_over
from marketplace.domains.orders.states import ORDER
from marketplace.domains.shipments.hand_over import try_handover
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import door
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing, Refused, Stale
from marketplace.foundation.text import N_

NO = {
    "wrong": N_("That is not the code the buyer has. Ask them to open their order again."),
    "over": N_("Too many wrong codes. Wait a quarter of an hour, then ask the buyer again."),
}


def hand_over_order(*, order_id: int, code: str, actor: Actor, at: datetime) -> bool:
    """Hand a picked-up order over by the buyer's six digits; False when that has been done.

    Opens its own transactions: a wrong try counts, although it is refused. Refuses: an order that is not the actor's
    to hand over (Missing), not accepted, frozen or gone (Stale), a wrong code, too many of them.
    """
    with door():
        order = _locked(order_id, actor)
        if order.state != "accepted":
            return _done_already(order)
        outcome = try_handover(order_id=order_id, typed=code, at=at)
    if outcome != "good":
        raise Refused(NO[outcome], field="code")
    with door():
        order = _locked(order_id, actor)
        done = hand_over(order=order, actor=actor, at=at)
        take(holder=for_order(order.number), actor=actor, at=at)
        return done


def _locked(order_id: int, actor: Actor) -> Order:
    order = lock_row(Order, order_id)
    if order is None or order.seller_id is None or order.seller_id != actor.id or order.handover != PICKUP:
        raise Missing
    return order


def _done_already(order: Order) -> bool:
    if order.state in {"delivered", "received", "completed"}:
        return False
    raise Stale(ORDER.sentences.get(order.state, ORDER.refusal))
