"""Until when a unit's maker or seller stands for it: counted from the day it was sold new here, whoever owns it now."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from marketplace.domains.inventory.models import Unit, UnitEvent


def warranty_until(unit: Unit, history: Sequence[UnitEvent]) -> date | None:
    """Return the last day of a unit's warranty; None where it was not sold new here, or has none."""
    sold = [event for event in history if event.kind == "sold"]
    if sold:
        months = int(sold[-1].details.get("warranty_months") or 0)
        return _months_after(sold[-1].at.date(), months) if months else None
    was_resold = any(event.kind in {"sold_used", "kept"} for event in history)
    if was_resold or unit.sold_at is None or not unit.warranty_months:
        return None
    return _months_after(unit.sold_at.date(), unit.warranty_months)


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
