"""Start a listing from nothing but its kind, from a product of our catalogue, or from a unit bought here."""

from datetime import datetime

from marketplace.domains.catalog.models import Product
from marketplace.domains.inventory.queries import get_own_unit
from marketplace.domains.listings.drafting.start import start
from marketplace.domains.listings.models import Listing
from marketplace.domains.listings.queries import kind_of, live_by_unit
from marketplace.domains.listings.sizes import Kind
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Refused
from marketplace.foundation.states import note
from marketplace.foundation.text import N_


def start_listing(
    *,
    seller_id: int,
    category_id: int | None = None,
    product_id: int | None = None,
    unit_id: int | None = None,
    actor: Actor,
    at: datetime,
) -> Listing:
    """Start a draft; a unit that is being written about already leads to that draft.

    Refuses: a unit that is not theirs or that we know too little of, no such category, too many drafts.
    """
    unit = get_own_unit(unit_id, owner_id=seller_id) if unit_id is not None else None
    if unit is not None and (known := live_by_unit([unit.id]).get(unit.id)):
        return known
    of = unit.product_id if unit is not None else product_id
    product = session.get(Product, of) if of is not None else None
    kind = _kind(product, category_id)
    of_unit = {"unit_id": unit.id, "serial": unit.serial} if unit is not None else {}
    listing = start(seller_id=seller_id, kind=kind, product=product, at=at, **of_unit)
    note("listing", listing.id, "start", "", listing.state, actor=actor, at=at)
    return listing


def _kind(product: Product | None, category_id: int | None) -> Kind:
    kind = kind_of(product.category_id if product is not None else category_id)
    if kind is None:
        raise Refused(N_("Choose what it is."), field="category")
    return kind
