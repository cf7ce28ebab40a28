"""How large an appliance is, and what follows: how it can change hands, and what may be booked with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marketplace.domains.listings.models import (
    CARRY_OUT,
    DELIVERY,
    INSTALLATION,
    LARGE,
    MEDIUM,
    PICKUP,
    REMOVAL,
    SHIPPING,
    SMALL,
)

__all__ = [
    "CARRY_OUT",
    "DELIVERY",
    "INSTALLATION",
    "LARGE",
    "MEDIUM",
    "PICKUP",
    "REMOVAL",
    "SHIPPING",
    "SMALL",
]

SIZES = (SMALL, MEDIUM, LARGE)
# Small goes into a parcel; medium is carried by one or two; large needs two people and a van, and no parcel takes it.
WAYS = {
    SMALL: (PICKUP, SHIPPING),
    MEDIUM: (PICKUP, DELIVERY, SHIPPING),
    LARGE: (PICKUP, DELIVERY),
}

_BY_DEPARTMENT = {
    "refrigerators": LARGE, "freezers": LARGE, "air-conditioners": MEDIUM, "laundry": LARGE,
    "water-heaters": MEDIUM, "kitchen": MEDIUM, "televisions": MEDIUM, "small-appliances": SMALL,
}  # fmt: skip
_BY_LEAF = {
    "single-door-fridges": MEDIUM, "floor-air-conditioners": LARGE, "dishwashers": LARGE, "microwaves": SMALL,
    "gas-hobs": SMALL, "twin-tubs": MEDIUM,
}  # fmt: skip
_INSTALLED = frozenset({"air-conditioners", "laundry", "water-heaters", "kitchen", "televisions"})
_PLUGGED_IN = frozenset({"microwaves", "ovens"})  # nothing to install
LARGE_SCREEN, SMALL_SCREEN = 65, 32  # inches


@dataclass(frozen=True, slots=True)
class Kind:
    """Which category a listing stands in, by the words the house knows it by."""

    category_id: int
    department_id: int
    leaf: str
    department: str


def size_of(kind: Kind, attributes: Mapping[str, Any]) -> str:
    """Return small, medium or large; a television's screen decides."""
    screen = attributes.get("screen")
    if kind.department == "televisions" and isinstance(screen, int | float):
        return LARGE if screen > LARGE_SCREEN else SMALL if screen <= SMALL_SCREEN else MEDIUM
    return _BY_LEAF.get(kind.leaf) or _BY_DEPARTMENT.get(kind.department, MEDIUM)


def extras_of(kind: Kind, size: str) -> tuple[str, ...]:
    """Return what a buyer may book with it: being carried out, the old one taken away, being installed."""
    heavy = (CARRY_OUT, REMOVAL) if size != SMALL else ()
    installed = kind.department in _INSTALLED and kind.leaf not in _PLUGGED_IN
    return (*heavy, INSTALLATION) if installed else heavy
