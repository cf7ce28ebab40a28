"""When something would be at the door: working days to pack it, then the carrier's."""

from datetime import datetime

from marketplace.domains.orders.accept import HOLIDAYS, after_working_days
from marketplace.foundation.dials import dial
from marketplace.foundation.text import N_

PACKING = dial(
    "packing_working_days",
    1,
    low=0,
    high=20,
    group="orders",
    about=N_("Working days until an order usually leaves the warehouse."),
)
SLACK_DAYS = 2


def arrival(now: datetime, delivery_days: int) -> tuple[datetime, datetime]:
    """Return the first and last day it may arrive, counting working days."""
    off = HOLIDAYS()
    first = after_working_days(now, PACKING() + delivery_days, off=off)
    return first, after_working_days(first, SLACK_DAYS, off=off)
