"""What looking at the shelf makes of facts about listings; a leaf of journeys/used/consequences.py."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from marketplace.domains.listings.events import (
    ListingBack,
    ListingEditDecided,
    ListingGone,
    ListingPublished,
)
from marketplace.domains.listings.models import ListingEdit
from marketplace.foundation.db import session
from marketplace.journeys.browsing.index_listings import index_listings
from marketplace.journeys.browsing.note_prices import note_prices


def show_on_shelf(facts: Sequence[ListingPublished], at: datetime) -> None:
    """Have new ones found, and those told who kept them in mind at a higher price."""
    listing_ids = [fact.listing_id for fact in facts]
    index_listings(listing_ids=listing_ids)
    note_prices(listing_ids=listing_ids, at=at)


def show_changed(facts: Sequence[ListingEditDecided], at: datetime) -> None:
    """Have changed ones found by what they say now."""
    edits = [fact.edit_id for fact in facts if fact.verb == "approve"]
    listing_ids = session.scalars(select(ListingEdit.listing_id).where(ListingEdit.id.in_(edits))).all()
    index_listings(listing_ids=listing_ids)
    note_prices(listing_ids=listing_ids, at=at)


def take_off_shelf(facts: Sequence[ListingGone], _: datetime) -> None:
    """Have what went found no longer."""
    index_listings(listing_ids=[fact.listing_id for fact in facts])


def show_again(facts: Sequence[ListingBack], _: datetime) -> None:
    """Have found again what was withheld; it is no news."""
    index_listings(listing_ids=[fact.listing_id for fact in facts])
