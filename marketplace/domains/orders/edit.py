"""Change where an order goes, or its note, before it leaves; every edit is kept with what stood there before."""

from collections.abc import Mapping
from datetime import datetime

from marketplace.domains.orders.models import Order
from marketplace.domains.orders.states import ORDER
from marketplace.foundation.actors import Actor
from marketplace.foundation.states import note as write_history

EDITABLE = frozenset({"placed", "paid", "accepted"})


def edit(
    *, order: Order, address: Mapping[str, str], note: str, why: str, actor: Actor, at: datetime
) -> bool:
    """Write an order's address and note; False when nothing changes. Refuses: an order that has left (Stale)."""
    if order.state not in EDITABLE:
        raise ORDER.stale(order.state)
    before = {**order.address, "note": order.note}
    after = {**before, **address, "note": note}
    changed = [name for name in after if after[name] != before.get(name)]
    if not changed:
        return False
    order.address = {name: value for name, value in after.items() if name != "note"}
    order.note = note
    details = {
        "before": {name: before.get(name, "") for name in changed},
        "after": {name: after[name] for name in changed},
    }
    write_history(
        ORDER.subject,
        order.id,
        "edit",
        order.state,
        order.state,
        actor=actor,
        at=at,
        why=why,
        details=details,
    )
    return True
