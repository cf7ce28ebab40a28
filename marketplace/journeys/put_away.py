"""What came back to a supplier goes on the shelf again, or is counted no more: they have looked at it, we have not."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select

from marketplace.domains.inventory.models import Unit
from marketplace.domains.inventory.queries import pieces_of
from marketplace.domains.inventory.recognise import note_event
from marketplace.domains.inventory.units import put_away as stock
from marketplace.domains.orders.models import Order, OrderLine
from marketplace.domains.orders.states import ORDER
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing, Stale
from marketplace.foundation.states import note
from marketplace.foundation.text import N_


def put_away(*, order_id: int, unit_ids: Collection[int], fit: bool, actor: Actor, at: datetime) -> int:
    """Put these units that came back of an order on hand where they are `fit` for sale, else write them off.

    Each once: returns how many had not been put away. Refuses: units of another order, as if they were not there; an
    order of which nothing came back (Stale).
    """
    order = lock_row(Order, order_id)
    if order is None or order.supplier_id is None:
        raise Missing
    left = pieces_of(order.number)
    if not {row.Unit.id for row in left}.issuperset(unit_ids):
        raise Missing
    if all(row.Unit.owner_id is not None for row in left):
        raise Stale(N_("Nothing of this order has come back."))
    units = [row.Unit for row in left if row.waits and row.Unit.id in unit_ids]
    pieces = _by_offer(order, units)
    done = stock.put_away(holder=order.number, pieces=pieces, fit=fit, actor=actor, at=at)
    if done:
        _note(order, units, fit=fit, actor=actor, at=at)
    return done


def _by_offer(order: Order, units: Sequence[Unit]) -> Counter[int]:
    columns = select(OrderLine.product_id, OrderLine.offer_id).where(OrderLine.order_id == order.id)
    offers = {row.product_id: row.offer_id for row in session.execute(columns)}
    return Counter(offers[unit.product_id] for unit in units)


def _note(order: Order, units: Sequence[Unit], *, fit: bool, actor: Actor, at: datetime) -> None:
    kind, verb = ("put_back", "put_back") if fit else ("written_off", "write_off")
    for unit in units:
        note_event(unit_id=unit.id, kind=kind, reference=order.number, details={}, at=at)
    details = {"name": ", ".join(unit.serial for unit in units)}
    note(ORDER.subject, order.id, verb, order.state, order.state, actor=actor, at=at, details=details)
