"""Take a listing off the shelf, its photos out of sight with it; or throw a draft away, its photos too."""

from datetime import datetime

from marketplace.domains.listings.drafting.start import discard
from marketplace.domains.listings.drafting.unpublish import unpublish
from marketplace.domains.listings.models import Listing
from marketplace.domains.listings.queries import get_own_listing, holder_of
from marketplace.domains.photos.publish import unpublish as hide_photos
from marketplace.domains.photos.queries import hanging
from marketplace.domains.photos.remove import remove
from marketplace.foundation.actors import Actor


def unpublish_listing(*, number: str, seller_id: int, actor: Actor, at: datetime) -> Listing:
    """Take it off the shelf. Refuses: another's, one that somebody is buying or has bought."""
    listing = get_own_listing(number, seller_id=seller_id, lock=True)
    unpublish(listing=listing, actor=actor, at=at)
    hide_photos(holder_of(listing.id))
    return listing


def discard_listing(*, number: str, seller_id: int, actor: Actor, at: datetime) -> Listing:
    """Throw a draft away. Refuses: another's, what was submitted."""
    listing = get_own_listing(number, seller_id=seller_id, lock=True)
    discard(listing=listing, actor=actor, at=at)
    for photo in hanging(holder_of(listing.id)):
        remove(photo=photo, actor=actor, at=at)
    return listing
