"""How a listing stands to one reader: free, kept for them or another, theirs, sold; and what they haggled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from marketplace.domains.accounts.models import Person
from marketplace.domains.catalog.models import Category
from marketplace.domains.haggling.models import Proposal
from marketplace.domains.haggling.propose import least_for
from marketplace.domains.haggling.queries import proposals_between
from marketplace.domains.listings.dealing.reserve import for_order
from marketplace.domains.listings.models import Listing, Seller
from marketplace.domains.listings.sizes import DELIVERY, SHIPPING
from marketplace.domains.listings.states import PUBLIC
from marketplace.domains.orders.models import Order
from marketplace.domains.orders.used.rates import RATES
from marketplace.domains.photos.queries import photos_of
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Missing
from marketplace.portals.storefront.browse.words import place_words


@dataclass(frozen=True, slots=True)
class Deal:
    """`state`: free, agreed (kept for the reader), ordered (by them), kept (for another), mine, sold, resting."""

    listing: Listing
    state: str
    price: int  # what the reader would pay for it, minor units
    least: int  # the lowest offer
    talk: Sequence[Proposal] = ()  # between the reader and the seller, newest first
    order_number: str = ""

    @property
    def can_propose(self) -> bool:
        """Say whether the reader may make an offer now."""
        is_open = bool(self.talk) and self.talk[0].state == "open"
        return self.state == "free" and self.listing.takes_proposals and not is_open

    @property
    def until(self) -> datetime | None:
        return self.listing.reserved_until


def get_listing(number: str) -> Listing:
    """Return a listing everybody may see. Refuses: any other, as if it were not there."""
    return get_offer(number)[0]


def get_offer(number: str) -> tuple[Listing, Seller, Person]:
    """Return a listing everybody may see with who sells it, in one question. Refuses: any other."""
    stmt = (
        select(Listing, Seller, Person)
        .join(Seller, Seller.person_id == Listing.seller_id)
        .join(Person, Person.id == Listing.seller_id)
        .where(Listing.number == number, Listing.state.in_(PUBLIC))
    )
    found = session.execute(stmt).one_or_none()
    if found is None:
        raise Missing
    return found.Listing, found.Seller, found.Person


def deal_of(listing: Listing, person: Person | None) -> Deal:
    """Return how a listing stands to a person, or to a guest; nothing in it depends on who a guest is."""
    least = least_for(listing.price)
    state = {"published": "free", "reserved": "kept", "sold": "sold"}[listing.state]
    if person is not None and listing.seller_id == person.id:
        return Deal(listing, "mine" if state == "free" else state, listing.price, least)
    if state == "free" and _rests(listing.seller_id):
        return Deal(listing, "resting", listing.price, least)
    if person is None:
        return Deal(listing, state, listing.price, least)
    talk = proposals_between(listing.id, person.id)
    agreed = next((one for one in talk if one.state == "accepted"), None)
    if state == "kept" and agreed is not None:
        return Deal(listing, "agreed", agreed.amount, least, talk)
    number = "" if state == "free" else _ordered(listing, person.id)
    return Deal(listing, "ordered" if number else state, listing.price, least, talk, number)


def _rests(seller_id: int) -> bool:
    """Say whether this seller may not sell at the moment: as a seller, or at all."""
    states = (session.get_one(Seller, seller_id).state, session.get_one(Person, seller_id).state)
    return states != ("active", "active")


def _ordered(listing: Listing, buyer_id: int) -> str:
    """Return the number of the reader's own order of it, or nothing."""
    stmt = select(Order.number).where(
        Order.buyer_id == buyer_id, Order.number == (listing.reserved_for or "").removeprefix(for_order(""))
    )
    return session.scalar(stmt) or ""


def looks_of(listing: Listing) -> dict[str, str | None]:
    """Return what a listing is shown by in one line: its first photo's token, else how its kind is drawn; its place."""
    holder = f"listing:{listing.id}"
    photos = photos_of([holder], shown=True)[holder]
    kind = session.get(Category, listing.category_id) if listing.category_id else None
    return {
        "photo": photos[0].token if photos else None,
        "kind": kind.drawing if kind else "generic",
        "place": place_words(listing.province, listing.city),
    }


def way_names() -> dict[str, str]:
    """Return what each way of getting it is called."""
    return {
        "pickup": _("Pick it up"),
        "delivery": _("Coolspot's movers bring it"),
        "shipping": _("The seller sends a parcel"),
    }


def service_names() -> dict[str, str]:
    """Return what each service is called."""
    return {
        "delivery": _("Delivery by the movers"),
        "carry_out": _("Carry it out of the seller's home"),
        "removal": _("Take my old one away"),
        "installation": _("Install it"),
    }


def way_costs(listing: Listing) -> dict[str, int]:
    """Return what each way of getting it adds to the price, minor units."""
    costs = dict.fromkeys(listing.ways, 0)
    if SHIPPING in costs:
        costs[SHIPPING] = listing.shipping
    if DELIVERY in costs and (DELIVERY, listing.size_class) in RATES:
        costs[DELIVERY] = RATES[DELIVERY, listing.size_class]()
    return costs
