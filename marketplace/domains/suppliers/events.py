"""What happened to suppliers."""

from dataclasses import dataclass
from typing import ClassVar

from marketplace.foundation.outbox import Fact, fact


@fact
@dataclass(frozen=True)
class SupplierMoved(Fact):
    """A supplier was suspended or let back in: its offers leave the shelf or return to it."""

    queue: ClassVar[str] = "chores"
    supplier_id: int


@fact
@dataclass(frozen=True)
class Invited(Fact):
    """A supplier asks whoever has an address to work for it."""

    invitation_id: int
