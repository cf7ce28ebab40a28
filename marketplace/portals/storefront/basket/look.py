"""How a cart looks today: what can be bought, what cannot and why, and what it comes to."""

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.domains.carts.models import Owner
from marketplace.domains.carts.queries import Lying, lines_of
from marketplace.domains.inventory.queries import available

FEW = 5  # from here on we say how many are left


@dataclass(frozen=True, slots=True)
class Line:
    """One line as shown. `state`: fine, few (fewer than wanted), out, gone (no longer sold), own."""

    row: Lying
    left: int

    @property
    def state(self) -> str:
        if not self.row.is_sold:
            return "gone"
        if self.row.is_own:
            return "own"
        if self.left < self.row.quantity:
            return "few" if self.left else "out"
        return "fine"

    @property
    def counts(self) -> bool:
        return self.state == "fine"

    @property
    def total(self) -> int:
        return self.row.price * self.row.quantity

    @property
    def is_nearly_gone(self) -> bool:
        return self.counts and self.left <= FEW

    @property
    def was(self) -> int | None:
        """Return the price it was put in at, where it is another now."""
        return self.row.seen_price if self.row.seen_price != self.row.price and self.row.is_sold else None


@dataclass(frozen=True, slots=True)
class Group:
    """What comes from one supplier, and would be one order; amounts in minor units."""

    supplier_id: int
    name: dict[str, str]
    lines: tuple[Line, ...]

    @property
    def goods(self) -> int:
        return sum(line.total for line in self.lines if line.counts)

    @property
    def shipping(self) -> int:
        return max((line.row.shipping for line in self.lines if line.counts), default=0)

    @property
    def total(self) -> int:
        return self.goods + self.shipping

    @property
    def delivery_days(self) -> int:
        return max((line.row.delivery_days for line in self.lines if line.counts), default=0)

    def ready(self) -> "Group":
        """Return the same with only what can be bought."""
        return Group(self.supplier_id, self.name, tuple(line for line in self.lines if line.counts))


@dataclass(frozen=True, slots=True)
class Look:
    """A whole cart."""

    groups: tuple[Group, ...]
    saved: tuple[Line, ...]

    @property
    def total(self) -> int:
        return sum(group.total for group in self.groups)

    @property
    def pieces(self) -> int:
        return sum(line.row.quantity for group in self.groups for line in group.lines)

    @property
    def ready(self) -> tuple[Group, ...]:
        """Return what a checkout would order, supplier by supplier."""
        return tuple(group.ready() for group in self.groups if any(line.counts for line in group.lines))

    @property
    def left_out(self) -> tuple[Line, ...]:
        """Return what a checkout would leave in the cart."""
        return tuple(line for group in self.groups for line in group.lines if not line.counts)

    def find(self, offer_id: int | None) -> Line | None:
        """Return the line of an offer."""
        lines = [*(line for group in self.groups for line in group.lines), *self.saved]
        return next((line for line in lines if line.row.offer_id == offer_id), None)


def look_at(owner: Owner | None) -> Look:
    """Return a cart with today's prices and stock."""
    rows = lines_of(owner) if owner else []
    left = available({row.offer_id for row in rows})
    lines = [Line(row, left[row.offer_id]) for row in rows]
    saved = tuple(line for line in lines if line.row.saved_for_later)
    return Look(_grouped([line for line in lines if not line.row.saved_for_later]), saved)


def _grouped(lines: Sequence[Line]) -> tuple[Group, ...]:
    by_supplier: dict[int, list[Line]] = {}
    for line in lines:
        by_supplier.setdefault(line.row.supplier_id, []).append(line)
    return tuple(Group(key, found[0].row.supplier_name, tuple(found)) for key, found in by_supplier.items())
