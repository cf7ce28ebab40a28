"""A submitted listing is looked at by the machine, with everything around it that may be odd."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from marketplace.domains.inventory.queries import whose_serial
from marketplace.domains.listings.gates import PLATE
from marketplace.domains.listings.models import Listing, Seller
from marketplace.domains.listings.moderation.flags import Around, flags_of, risk_of
from marketplace.domains.listings.queries import find_recall
from marketplace.domains.photos.models import Photo
from marketplace.domains.photos.queries import near_ones, photos_of
from marketplace.foundation.db import session

LISTING = "listing:"


def flag_listing(*, listing_id: int, at: datetime) -> None:
    """Write down what is odd about a listing that waits; done again when its photos are ready."""
    row = session.get(Listing, listing_id)
    if row is None or row.state != "submitted":
        return
    seller = session.get(Seller, row.seller_id)
    photos = photos_of([f"{LISTING}{row.id}"])[f"{LISTING}{row.id}"]
    around = Around(
        photos=photos,
        twins=_twins(photos, row.seller_id),
        recalled=find_recall(row.brand, row.model) is not None,
        theirs=whose_serial(row.serial, beside=row.seller_id, unit_id=row.unit_id),
        sold=seller.sold if seller else 0,
        today=at.date(),
    )
    row.flags = flags_of(row, around)
    row.risk = risk_of(row.flags)


def _twins(photos: Sequence[Photo], seller_id: int) -> dict[int, str]:
    """Return photo id → number of another seller's listing with a photo that looks the same.

    Rating plates are left out, on both sides: those of one model look alike, whoever owns it.
    """
    near = {photo.id: near_ones(photo) for photo in photos if photo.role != PLATE}
    holders = {
        int(other.holder.removeprefix(LISTING)) for found in near.values() for other in found if _is(other)
    }
    if not holders:
        return {}
    others = select(Listing.id, Listing.number).where(Listing.id.in_(holders), Listing.seller_id != seller_id)
    numbers = {row.id: row.number for row in session.execute(others)}
    found = {}
    for photo_id, likes in near.items():
        ids = (int(other.holder.removeprefix(LISTING)) for other in likes if _is(other))
        if (number := next((numbers[one] for one in ids if one in numbers), None)) is not None:
            found[photo_id] = number
    return found


def _is(photo: Photo) -> bool:
    return photo.holder.startswith(LISTING) and photo.role != PLATE
