"""Submit a listing: its gates, the unit it is about, and what moderators should look at."""

from datetime import datetime

from marketplace.domains.inventory.recognise import recognise
from marketplace.domains.listings.drafting.submit import submit
from marketplace.domains.listings.gates import gaps
from marketplace.domains.listings.models import Listing
from marketplace.domains.listings.queries import (
    find_on_offer,
    find_recall,
    fold,
    get_own_listing,
    get_seller,
    kind_of,
    photos_of_listing,
)
from marketplace.domains.orders.queries import sale_of_unit
from marketplace.foundation.actors import Actor
from marketplace.foundation.locks import lock_name
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_


def submit_listing(*, number: str, seller_id: int, actor: Actor, at: datetime) -> Listing:
    """Hand a draft to the moderators; sending it twice is harmless.

    Refuses: another's draft, who may not sell, whatever the gates name, an appliance that is on offer already.
    """
    seller = get_seller(seller_id, lock=True)  # before the listing, as whoever suspends them
    listing = get_own_listing(number, seller_id=seller_id, lock=True)
    in_the_way = gaps(
        listing,
        kind_of(listing.category_id),
        photos_of_listing(listing.id),
        recalled=find_recall(listing.brand, listing.model) is not None,
        today=at.date(),
    )
    _tie_unit(listing)
    submit(listing=listing, seller=seller, gaps=in_the_way, actor=actor, at=at)
    return listing


def _tie_unit(listing: Listing) -> None:
    """Tie the listing to the appliance its serial number names, where that is its seller's."""
    unit = recognise(
        product_id=listing.product_id,
        brand=fold(listing.brand),
        model=fold(listing.model),
        serial=listing.serial,
        owner_id=listing.seller_id,
    )
    if unit:
        lock_name(f"unit:{unit.id}")  # of two drafts about it one is submitted, the other told
    other = find_on_offer(unit.id, beside=listing.id) if unit else None
    if other is not None:
        raise Refused(N_("This appliance is on offer already, as listing %(number)s."), number=other.number)
    if unit and (sale := sale_of_unit(unit.id)) is not None:
        raise Refused(N_("You have just sold this appliance, with order %(number)s."), number=sale)
    listing.unit_id = unit.id if unit else None
