"""Write into a unit's history how it was graded when its listing came onto the shelf."""

from collections.abc import Sequence
from datetime import datetime

from marketplace.domains.inventory.recognise import note_event
from marketplace.domains.listings.events import ListingPublished
from marketplace.domains.listings.models import Listing
from marketplace.foundation.db import session


def note_grades(facts: Sequence[ListingPublished], at: datetime) -> None:
    """Write one line for each listing about a unit we know; repeating it writes nothing."""
    for fact in facts:
        listing = session.get(Listing, fact.listing_id)
        if listing is not None and listing.unit_id is not None:
            note_event(
                unit_id=listing.unit_id,
                kind="graded",
                reference=listing.number,
                details={"grade": listing.grade},
                at=at,
            )
