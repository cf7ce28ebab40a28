"""Somebody buys a listing: one press keeps it, makes the order and intends the payment; or nothing happens."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from marketplace.domains.accounts.models import Person
from marketplace.domains.haggling.end import order_by
from marketplace.domains.haggling.models import Proposal
from marketplace.domains.haggling.queries import find_accepted
from marketplace.domains.listings.dealing.reserve import for_order, for_proposal, reserve
from marketplace.domains.listings.models import Listing, Seller
from marketplace.domains.listings.recalls.follow import refuse_recalled
from marketplace.domains.listings.sizes import PICKUP
from marketplace.domains.listings.states import LISTING, PUBLIC
from marketplace.domains.orders import queries
from marketplace.domains.orders.models import Checkout, Order
from marketplace.domains.orders.place import STOCK_HOLD
from marketplace.domains.orders.price import PriceChanged
from marketplace.domains.orders.reading.terms import get_destination
from marketplace.domains.orders.used.place import place_used
from marketplace.domains.orders.used.price import UsedQuote, price_listing
from marketplace.domains.payments.intend import intend
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Missing, Refusal, Refused, Stale
from marketplace.foundation.text import N_

PAYMENT_SPAN = timedelta(minutes=31)  # the shortest life of a provider's page; late money is settled as such
CHANGED = N_("The seller has changed this since you read it. Look at it again before you buy.")
PLACE = ("province", "city", "district", "street", "postcode")


def buy_listing(
    *,
    buyer_id: int,
    listing_number: str,
    way: str,
    address_id: int | None,
    replay_key: str,
    actor: Actor,
    at: datetime,
    extras: Collection[str] = (),
    note: str = "",
    seen_total: int | None = None,
    seen_revision: int | None = None,
) -> Checkout:
    """Place the order for a listing, at the price of the buyer's accepted proposal if there is one.

    The same replay key returns the same checkout, however often. `seen_total` is what the buyer agreed to, minor
    units, `seen_revision` the listing as they read it. Refuses: a listing nobody may see or somebody else's address
    (Missing), one's own, a model called back, one that is kept for another, went or reads otherwise now (Stale),
    another total (PriceChanged), what `price_listing` and `place_used` refuse.
    """
    try:
        wanted = _wanted(listing_number, buyer_id)
        quote = _quote(wanted, way, extras, seen_total)
        _refuse_other_version(wanted.listing, seen_revision)
        address = _address(wanted.listing, way, address_id, buyer_id)
    except Refusal as no:
        # The first press may have changed the world this one is refused by.
        return _known(buyer_id, replay_key, no)
    placed = place_used(
        listing=wanted.listing,
        quote=quote,
        buyer_id=buyer_id,
        address=address,
        replay_key=replay_key,
        note=note,
        actor=actor,
        at=at,
    )
    if placed is None:
        return _known(buyer_id, replay_key, Missing())
    checkout, order = placed
    _intend(checkout, at)
    # Last, because this row is what others wait for.
    _keep(wanted, order, actor, at)
    return checkout


def _known(buyer_id: int, replay_key: str, no: Refusal) -> Checkout:
    """Return the checkout this key made already. Refuses: with `no` where it made none."""
    known = queries.find_checkout(buyer_id=buyer_id, replay_key=replay_key)
    if known is None:
        raise no
    return known


@dataclass(frozen=True, slots=True)
class Wanted:
    """A listing somebody may buy now, and the proposal they agreed on with its seller."""

    listing: Listing
    agreed: Proposal | None


def _wanted(number: str, buyer_id: int) -> Wanted:
    listing = session.scalar(select(Listing).filter_by(number=number))
    if listing is None or listing.state not in PUBLIC:
        raise Missing
    if listing.seller_id == buyer_id:
        raise Refused(N_("This is your own listing."))
    agreed = find_accepted(listing.id, buyer_id=buyer_id)
    is_kept = agreed is not None and listing.reserved_for == for_proposal(agreed.id)
    if listing.state != "published" and not is_kept:
        raise Stale(LISTING.sentences[listing.state])
    person, seller = session.get_one(Person, listing.seller_id), session.get_one(Seller, listing.seller_id)
    if (person.state, seller.state) != ("active", "active"):
        raise Stale(N_("This seller does not sell at the moment."))
    refuse_recalled(listing)
    return Wanted(listing, agreed)


def _quote(wanted: Wanted, way: str, extras: Collection[str], seen_total: int | None) -> UsedQuote:
    agreed = wanted.agreed.amount if wanted.agreed else None
    quote = price_listing(listing=wanted.listing, way=way, extras=extras, agreed=agreed)
    if seen_total is not None and seen_total != quote.total:
        raise PriceChanged({})
    return quote


def _refuse_other_version(listing: Listing, seen: int | None) -> None:
    if seen not in (None, listing.revision):
        raise Stale(CHANGED)


def _address(listing: Listing, way: str, address_id: int | None, buyer_id: int) -> dict[str, str]:
    """Return where it goes; for a pick-up where it stands, and who comes."""
    if way != PICKUP:
        if address_id is None:
            raise Refused(N_("Choose where it is delivered."), field="address")
        return get_destination(address_id, buyer_id=buyer_id)
    who = session.get_one(Person, buyer_id)
    place = {part: str(listing.place.get(part, "")) for part in PLACE}
    return {"recipient": who.display_name, "phone": who.phone or "", "country": "CN", **place}


def _intend(checkout: Checkout, at: datetime) -> None:
    intend(
        reference=checkout.number,
        payer_id=checkout.buyer_id,
        amount=checkout.total,
        currency=checkout.currency,
        expires_at=at + max(STOCK_HOLD.span, PAYMENT_SPAN),
        at=at,
    )


def _keep(wanted: Wanted, order: Order, actor: Actor, at: datetime) -> None:
    listing, agreed = wanted.listing, wanted.agreed
    reserve(
        listing_id=listing.id,
        holder=for_order(order.number),
        revision=listing.revision,
        instead_of=for_proposal(agreed.id) if agreed else None,
        actor=actor,
        at=at,
    )
    if agreed is not None:
        order_by(proposal_id=agreed.id, actor=actor, at=at)
