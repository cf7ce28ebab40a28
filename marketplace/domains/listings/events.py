"""What happened to sellers and listings."""

from dataclasses import dataclass
from typing import ClassVar

from marketplace.foundation.outbox import Fact, fact


@dataclass(frozen=True)
class ListingFact(Fact):
    listing_id: int


@fact
@dataclass(frozen=True)
class ListingSubmitted(ListingFact):
    """It waits for a moderator."""


@fact
@dataclass(frozen=True)
class ListingPublished(ListingFact):
    """Everybody sees it."""


@fact
@dataclass(frozen=True)
class ListingDecided(ListingFact):
    """A moderator said no, asked for changes or took it down: its seller hears why. `verb` says which."""

    verb: str


@fact
@dataclass(frozen=True)
class ListingEditDecided(Fact):
    """A waiting edit was approved or rejected."""

    edit_id: int
    verb: str


@fact
@dataclass(frozen=True)
class ListingGone(ListingFact):
    """Sold, withdrawn, withheld or taken down: open proposals end."""


@fact
@dataclass(frozen=True)
class ListingBack(ListingFact):
    """What was withheld because its seller could not sell is on the shelf again."""


@fact
@dataclass(frozen=True)
class ListingReturned(ListingFact):
    """What was sold is its seller's again: they may submit it anew."""


@fact
@dataclass(frozen=True)
class RecallMoved(Fact):
    """A recall holds from now on, or holds no more: what is listed follows."""

    recall_id: int
    queue: ClassVar[str] = "chores"


@fact
@dataclass(frozen=True)
class ListingRecalled(ListingFact):
    """It cannot be sold while this recall holds."""

    recall_id: int


@fact
@dataclass(frozen=True)
class ListingRecallEnded(ListingFact):
    """The recall that took it off the shelf is over."""


@fact
@dataclass(frozen=True)
class SellerMoved(Fact):
    """Suspended (their listings leave the shelf), or restored since nothing keeps them from selling any more."""

    person_id: int
    verb: str
    why: str = ""  # a message id, or staff's own words
    cause: str = ""


@fact
@dataclass(frozen=True)
class SellerVerified(Fact):
    """May list from now on."""

    person_id: int
