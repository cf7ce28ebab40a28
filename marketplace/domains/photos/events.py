"""What happened to photos."""

from dataclasses import dataclass
from typing import ClassVar

from marketplace.foundation.outbox import Fact, fact


@dataclass(frozen=True)
class PhotoFact(Fact):
    photo_id: int


@fact
@dataclass(frozen=True)
class PhotoReceived(PhotoFact):
    """Its pictures are to be made."""

    queue: ClassVar[str] = "photos"


@fact
@dataclass(frozen=True)
class PhotoReady(PhotoFact):
    """Its pictures can be shown."""


@fact
@dataclass(frozen=True)
class PhotoBarred(PhotoFact):
    """Staff took it off, or put it back."""

    is_barred: bool
    why: str
    on: str  # the moment, which tells this time from the next
