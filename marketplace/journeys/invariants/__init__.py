"""What always holds, as SQL: each invariant is a name and a query that counts what breaks it."""

from marketplace.journeys.invariants.disputes import DISPUTES
from marketplace.journeys.invariants.money import MONEY
from marketplace.journeys.invariants.movement import MOVEMENT
from marketplace.journeys.invariants.stock import STOCK
from marketplace.journeys.invariants.used import USED

INVARIANTS: dict[str, str] = {**MONEY, **STOCK, **USED, **DISPUTES, **MOVEMENT}

__all__ = ["INVARIANTS"]
