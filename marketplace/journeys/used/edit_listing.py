"""Ask for a change of an approved listing, and take the wish back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from marketplace.domains.listings.drafting.edit import edit, withdraw_edit
from marketplace.domains.listings.gates import PLATE
from marketplace.domains.listings.models import ListingEdit
from marketplace.domains.listings.queries import get_own_listing, kind_of, photos_of_listing, waiting_edits
from marketplace.foundation.actors import Actor
from marketplace.foundation.refusals import Missing


def edit_listing(
    *,
    number: str,
    seller_id: int,
    said: Mapping[str, Any],
    photo_ids: Sequence[int],
    actor: Actor,
    at: datetime,
) -> ListingEdit:
    """Ask for these changes; the approved version stays up. `photo_ids` are the photos wanted, in order.

    Refuses: another's listing, one that is not on the shelf, no change, what a draft would be refused for.
    """
    listing = get_own_listing(number, seller_id=seller_id, lock=True)
    kind = kind_of(listing.category_id)
    photos = photos_of_listing(listing.id)
    held = {photo.id: photo for photo in photos if photo.role != PLATE}
    if kind is None or not set(photo_ids) <= set(held):
        raise Missing
    return edit(
        listing=listing,
        kind=kind,
        said=said,
        photos=[held[photo_id] for photo_id in dict.fromkeys(photo_ids)],
        plates=[photo for photo in photos if photo.role == PLATE],
        shown=[photo.id for photo in held.values() if photo.published],
        actor=actor,
        at=at,
    )


def withdraw_listing_edit(*, number: str, seller_id: int, actor: Actor, at: datetime) -> None:
    """Take a waiting change back. Refuses: another's listing, none that waits."""
    listing = get_own_listing(number, seller_id=seller_id, lock=True)
    waiting = waiting_edits([listing.id]).get(listing.id)
    if waiting is None:
        raise Missing
    withdraw_edit(edit=waiting, actor=actor, at=at)
