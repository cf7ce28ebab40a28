"""What follows from the facts of second-hand deals: a leaf of the one switchboard, `journeys/reactions.py`."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from marketplace.domains.listings.events import (
    ListingBack,
    ListingEditDecided,
    ListingGone,
    ListingPublished,
    ListingSubmitted,
)
from marketplace.domains.listings.models import Listing
from marketplace.domains.listings.queries import holder_of
from marketplace.domains.listings.states import PUBLIC
from marketplace.domains.orders.events import OrderCompleted, OrderPaid
from marketplace.domains.photos.events import PhotoReady
from marketplace.domains.photos.publish import give_back, unpublish, withhold
from marketplace.domains.photos.queries import holders_of
from marketplace.foundation.db import session
from marketplace.foundation.outbox import Fact
from marketplace.journeys.browsing.consequences import (
    show_again,
    show_changed,
    show_on_shelf,
    take_off_shelf,
)
from marketplace.journeys.chatting.show_contacts import show_contacts
from marketplace.journeys.dealing.complete_sales import complete_sales
from marketplace.journeys.dealing.end_proposals import close_proposals
from marketplace.journeys.moderating.flag_listing import flag_listing
from marketplace.journeys.used.note_grade import note_grades


def end_talks(facts: Sequence[ListingGone], at: datetime) -> None:
    """End the proposals for what went."""
    close_proposals(listing_ids=[fact.listing_id for fact in facts], at=at)


def hide_pictures(facts: Sequence[ListingGone], _: datetime) -> None:
    """Hide the photos of what is its seller's alone again, whoever took it away; what was sold may be looked at.

    Of what is only withheld it is remembered which were shown.
    """
    gone = Listing.id.in_([fact.listing_id for fact in facts]), Listing.state.not_in(PUBLIC)
    rows = session.execute(select(Listing.id, Listing.state).where(*gone).order_by(Listing.id)).all()
    withhold([holder_of(row.id) for row in rows if row.state == "withheld"])
    for row in rows:
        if row.state != "withheld":
            unpublish(holder_of(row.id))


def show_pictures(facts: Sequence[ListingBack], _: datetime) -> None:
    """Show the photos again of what is back, unless it went once more meanwhile."""
    back = Listing.id.in_([fact.listing_id for fact in facts]), Listing.state.in_(PUBLIC)
    give_back([holder_of(key) for key in session.scalars(select(Listing.id).where(*back))])


def look_over(facts: Sequence[ListingSubmitted], at: datetime) -> None:
    """Write down what is odd about a listing before a moderator sees it."""
    for fact in facts:
        flag_listing(listing_id=fact.listing_id, at=at)


def look_again(facts: Sequence[PhotoReady], at: datetime) -> None:
    """Compare the photos of what waits with others, now that they can be."""
    holders = [holder.partition(":") for holder in holders_of([fact.photo_id for fact in facts])]
    for number in dict.fromkeys(int(number) for kind, _, number in holders if kind == "listing"):
        flag_listing(listing_id=number, at=at)


def open_contacts(facts: Sequence[OrderPaid], at: datetime) -> None:
    """Let those who have a deal tell each other how to be reached."""
    show_contacts(order_ids=[fact.order_id for fact in facts], at=at)


USED: Mapping[type[Fact], tuple[Callable[[Sequence[Any], datetime], Any], ...]] = {
    ListingPublished: (note_grades, show_on_shelf),
    ListingEditDecided: (show_changed,),
    ListingGone: (end_talks, take_off_shelf, hide_pictures),
    ListingBack: (show_pictures, show_again),
    ListingSubmitted: (look_over,),
    PhotoReady: (look_again,),
    OrderPaid: (open_contacts,),
    OrderCompleted: (complete_sales,),
}
