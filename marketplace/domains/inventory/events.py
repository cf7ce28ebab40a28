"""What happened to stock and units."""

from dataclasses import dataclass
from typing import ClassVar

from marketplace.foundation.outbox import Fact, fact


@fact
@dataclass(frozen=True)
class StockChanged(Fact):
    """An offer ran out or came back: the shelf must be told."""

    offer_ids: list[int]
    queue: ClassVar[str] = "chores"


@fact
@dataclass(frozen=True)
class UnitsCameBack(Fact):
    """What a supplier sent is theirs again: they say whether it can be sold."""

    order_id: int
