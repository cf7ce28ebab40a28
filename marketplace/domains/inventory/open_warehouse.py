"""Open a supplier's warehouse, rename it, and close it."""

from collections.abc import Mapping

from sqlalchemy import select

from marketplace.domains.inventory.events import StockChanged
from marketplace.domains.inventory.models import Stock, Warehouse
from marketplace.foundation.db import session
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_

LONGEST_CODE = 20


def open_warehouse(
    *, supplier_id: int, code: str, name: Mapping[str, str], province: str = "", city: str = ""
) -> Warehouse:
    """Open a warehouse under a code of the supplier's own, or open a closed one again.

    Refuses: a code that is empty, too long or in use.
    """
    code = code.strip().upper()
    if not 1 <= len(code) <= LONGEST_CODE:
        raise Refused(N_("Give the warehouse a short code, at most 20 characters."), field="code")
    known = session.scalar(select(Warehouse).filter_by(supplier_id=supplier_id, code=code))
    if known is not None and known.state == "open":
        raise Refused(N_("You have a warehouse with this code already."), field="code")
    row = known or Warehouse(supplier_id=supplier_id, code=code)
    row.name, row.province, row.city, row.state = dict(name), province, city, "open"
    session.add(row)
    session.flush()
    _tell(row)
    return row


def rename_warehouse(*, warehouse: Warehouse, name: Mapping[str, str], province: str, city: str) -> None:
    """Change a warehouse's words; its code stays, it stands on papers."""
    warehouse.name, warehouse.province, warehouse.city = dict(name), province, city
    session.flush()


def close_warehouse(*, warehouse: Warehouse) -> None:
    """Sell nothing more from a warehouse; what is kept for orders still leaves from it."""
    warehouse.state = "closed"
    session.flush()
    _tell(warehouse)


def _tell(warehouse: Warehouse) -> None:
    """Have the shelf look at everything in it."""
    offers = session.scalars(select(Stock.offer_id).where(Stock.warehouse_id == warehouse.id)).all()
    if offers:
        record(StockChanged(sorted(offers)))
