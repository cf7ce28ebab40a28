"""Staff decide nothing about what they bought or sold themselves, or what their company did."""

from marketplace.domains.aftersales.cases.queries import side_of
from marketplace.domains.orders.models import Order
from marketplace.foundation.actors import Actor
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_


def refuse_own_order(order: Order, actor: Actor) -> None:
    """Refuse staff who stand on a side of the order; buyers, sellers and suppliers act for themselves elsewhere."""
    if actor.role == "admin" and side_of(order, actor.id or 0):
        raise Refused(N_("This is your own order. A colleague decides."))
