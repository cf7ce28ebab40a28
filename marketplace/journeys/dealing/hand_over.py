"""A buyer shows six digits; whoever hands the goods over enters them, and they have changed hands.

At a pick-up that is the seller. At the buyer's door it is whoever brings it: the movers by the order's own link, or
the seller.
"""

from datetime import datetime

from marketplace.domains.listings.dealing.reserve import for_order
from marketplace.domains.listings.dealing.take import take
from marketplace.domains.listings.sizes import DELIVERY, PICKUP
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.ship import deliver, hand_over
from marketplace.domains.orders.states import ORDER
from marketplace.domains.shipments.arrive import arrive
from marketplace.domains.shipments.hand_over import try_handover
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import door
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing, Refused, Stale
from marketplace.foundation.text import N_

MOVER = Actor("system", role="mover")  # whoever brings it: we know them by the link they hold, not by name
PROVEN_FROM = {PICKUP: "accepted", DELIVERY: "shipped"}  # the state in which the code is entered
NO = {
    "wrong": N_("That is not the code the buyer has. Ask them to open their order again."),
    "over": N_("Too many wrong codes. Wait a while, then ask the buyer again."),
}
NOT_YET = N_("It has not left yet. The seller first says that the movers have it.")


def hand_over_order(*, order_id: int, code: str, actor: Actor, at: datetime) -> bool:
    """Hand an order over by the buyer's six digits; False when that has been done.

    Opens its own transactions: a wrong try counts, although it is refused. Refuses: an order that is not the actor's
    to hand over (Missing), not accepted or not sent, gone (Stale), a wrong code, too many of them.
    """
    with door():
        order = _locked(order_id, actor)
        if order.state != PROVEN_FROM[order.handover]:
            return _done_already(order)
        outcome = try_handover(order_id=order_id, typed=code, at=at)
    if outcome != "good":
        raise Refused(NO[outcome], field="code")
    with door():
        return _changes_hands(order_id, actor, at)


def _changes_hands(order_id: int, actor: Actor, at: datetime) -> bool:
    arrive(order_id=order_id, actor=actor, at=at)
    order = _locked(order_id, actor)
    if order.handover == DELIVERY:
        return deliver(order=order, actor=actor, at=at)
    done = hand_over(order=order, actor=actor, at=at)
    take(holder=for_order(order.number), actor=actor, at=at)
    return done


def _locked(order_id: int, actor: Actor) -> Order:
    order = lock_row(Order, order_id)
    if order is None or order.seller_id is None or order.handover not in PROVEN_FROM:
        raise Missing
    if order.seller_id != actor.id and not (actor == MOVER and order.handover == DELIVERY):
        raise Missing
    return order


def _done_already(order: Order) -> bool:
    if order.state in {"delivered", "received", "completed"}:
        return False
    is_early = order.handover == DELIVERY and order.state in {"paid", "accepted"}
    raise Stale(NOT_YET if is_early else ORDER.sentences.get(order.state, ORDER.refusal))
