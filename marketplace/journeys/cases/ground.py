"""What every story about a case begins with: its order locked, then the case; and who acts."""

from dataclasses import dataclass, replace

from marketplace.domains.aftersales.cases.queries import order_ids_of, side_of
from marketplace.domains.aftersales.models import Case
from marketplace.domains.orders.models import Order
from marketplace.foundation.actors import Actor
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing


@dataclass(frozen=True, slots=True)
class Ground:
    """A locked case, its locked order, and the actor in the role they have in it."""

    case: Case
    order: Order
    actor: Actor


def lock_case(case_id: int, actor: Actor) -> Ground:
    """Lock the order first, as releases and sweeps do, then its case. Refuses: one that is not there."""
    order_id = order_ids_of([case_id]).get(case_id)
    order = lock_row(Order, order_id) if order_id is not None else None
    case = lock_row(Case, case_id) if order is not None else None
    if order is None or case is None:
        raise Missing
    return Ground(case, order, actor)


def lock_as(case_id: int, actor: Actor, *sides: str) -> Ground:
    """Lock a case for somebody on one of these sides of it. Refuses: everybody else, as if it were not there."""
    ground = lock_case(case_id, actor)
    side = side_of(ground.order, actor.id or 0)
    if side not in sides:
        raise Missing
    return replace(ground, actor=replace(actor, role=side))
