"""Start a draft, and throw one away."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from marketplace.domains.accounts.models import Address
from marketplace.domains.catalog.models import Product
from marketplace.domains.listings.drafting.fill import settle_size, title_of
from marketplace.domains.listings.models import Listing, Seller
from marketplace.domains.listings.sizes import PICKUP, WAYS, Kind
from marketplace.domains.listings.states import EDITABLE, LISTING
from marketplace.foundation import ids
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.dials import dial
from marketplace.foundation.refusals import Refused
from marketplace.foundation.states import advance
from marketplace.foundation.text import N_

MOST_DRAFTS = dial(
    "drafts_pieces", 30, low=1, high=1000, group="second_hand",
    about=N_("Listings one person may have in writing at once."),
)  # fmt: skip
PLACE = ("province", "city", "district", "street")


def start(
    *, seller_id: int, kind: Kind, at: datetime, product: Product | None = None, **of_unit: Any
) -> Listing:
    """Start a draft of this kind; a product of ours brings its facts, a unit `unit_id` and `serial` too.

    Refuses: too many in writing.
    """
    _check_drafts(seller_id)
    empty: dict[str, Any] = {
        "attributes": {},
        "brand": "",
        "model": "",
        "title": "",
        "extras": [],
        "ways": [],
    }
    fields = {**empty, "place": _usual_place(seller_id), **_known(product), **of_unit}
    row = Listing(
        number=ids.new_number("L"), seller_id=seller_id, category_id=kind.category_id,
        department_id=kind.department_id, created_at=at, saved_at=at, **fields,
    )  # fmt: skip
    row.province, row.city = row.place.get("province", ""), row.place.get("city", "")
    settle_size(row, kind)
    row.ways = [PICKUP, *(way for way in WAYS[row.size_class] if way == "delivery")]
    row.title = title_of(row)
    session.add(row)
    session.flush()
    return row


def discard(*, listing: Listing, actor: Actor, at: datetime) -> None:
    """Throw a draft away. Refuses: what was submitted (Stale)."""
    advance(listing, LISTING, "discard", actor=actor, at=at)


def _check_drafts(seller_id: int) -> None:
    stmt = select(func.count()).where(Listing.seller_id == seller_id, Listing.state.in_(EDITABLE))
    if (session.scalar(stmt) or 0) >= MOST_DRAFTS():
        raise Refused(N_("You have %(most)s drafts. Finish one or throw one away first."), most=MOST_DRAFTS())


def _known(product: Product | None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if product is not None:
        found = {
            "product_id": product.id,
            "brand": product.brand,
            "model": product.model,
            "attributes": dict(product.attributes),
            "energy_kwh_year": product.energy_kwh_year,
            "new_price": product.price_from or None,
        }
    return found


def _usual_place(seller_id: int) -> dict[str, Any]:
    """Return where they listed from last, else their own address; the one to the door before the one without."""
    last = session.get(Seller, seller_id)
    listed = dict(last.place) if last is not None else {}
    if listed.get("street"):
        return listed
    home = session.scalar(
        select(Address).where(
            Address.person_id == seller_id, Address.is_default, Address.deleted_at.is_(None)
        )
    )
    return (
        {name: getattr(home, name) for name in PLACE} if home is not None and home.country == "CN" else listed
    )
