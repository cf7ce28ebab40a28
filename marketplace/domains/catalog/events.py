"""What happened to the catalogue."""

from dataclasses import dataclass
from typing import ClassVar

from marketplace.foundation.outbox import Fact, fact


@fact
@dataclass(frozen=True)
class CategoryChanged(Fact):
    """A category, or an attribute of it, was named or arranged anew: search words and filters must follow."""

    queue: ClassVar[str] = "chores"
    category_id: int
