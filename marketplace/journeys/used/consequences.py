"""What follows from the facts of second-hand deals: a leaf of the one switchboard, `journeys/reactions.py`."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from marketplace.domains.listings.events import ListingGone, ListingPublished
from marketplace.domains.orders.events import OrderCompleted
from marketplace.foundation.outbox import Fact
from marketplace.journeys.dealing.complete_sales import complete_sales
from marketplace.journeys.dealing.end_proposals import close_proposals
from marketplace.journeys.used.note_grade import note_grades


def end_talks(facts: Sequence[ListingGone], at: datetime) -> None:
    """End the proposals for what went."""
    close_proposals(listing_ids=[fact.listing_id for fact in facts], at=at)


USED: Mapping[type[Fact], tuple[Callable[[Sequence[Any], datetime], Any], ...]] = {
    ListingPublished: (note_grades,),
    ListingGone: (end_talks,),
    OrderCompleted: (complete_sales,),
}
