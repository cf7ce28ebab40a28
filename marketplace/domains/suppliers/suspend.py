"""Suspend a supplier, so that nothing of it is sold, and let it back in. Orders under way run on."""

from datetime import datetime

from marketplace.domains.suppliers.events import SupplierMoved
from marketplace.domains.suppliers.models import Supplier
from marketplace.domains.suppliers.states import SUPPLIER
from marketplace.foundation.actors import Actor
from marketplace.foundation.outbox import record
from marketplace.foundation.states import advance


def suspend(*, supplier: Supplier, why: str, actor: Actor, at: datetime) -> bool:
    """Take a supplier's offers off the shelf; False when it is suspended already."""
    return _move(supplier, "suspend", why, actor, at)


def restore(*, supplier: Supplier, why: str, actor: Actor, at: datetime) -> bool:
    """Put a supplier's offers back; False when it is active already."""
    return _move(supplier, "restore", why, actor, at)


def _move(supplier: Supplier, verb: str, why: str, actor: Actor, at: datetime) -> bool:
    if not advance(supplier, SUPPLIER, verb, actor=actor, at=at, why=why):
        return False
    record(SupplierMoved(supplier.id), at)
    return True
