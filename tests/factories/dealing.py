"""Second-hand deals on the way: proposals, purchases, hand-overs; each call is one transaction."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from marketplace.domains.accounts.models import Person
from marketplace.domains.haggling.models import Proposal
from marketplace.domains.listings.models import Listing
from marketplace.domains.orders.models import Checkout, Order
from marketplace.domains.orders.queries import orders_of
from marketplace.domains.shipments.hand_over import code_of
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.journeys.accept_order import accept_order
from marketplace.journeys.confirm_receipt import confirm_receipt
from marketplace.journeys.dealing.answer_proposal import accept_proposal
from marketplace.journeys.dealing.buy_listing import buy_listing
from marketplace.journeys.dealing.hand_over import hand_over_order
from marketplace.journeys.dealing.propose import propose_price
from marketplace.journeys.dealing.send_order import send_order
from marketplace.journeys.release_hold import release_hold
from tests.factories import paying, used
from tests.factories.shopping import Buyer, replay_key

if TYPE_CHECKING:
    from marketplace.foundation.actors import Actor

_serial = count(1)


def as_buyer(who: Person | Buyer | int) -> Actor:
    return actors.person(who if isinstance(who, int) else who.id, "buyer")


def as_seller(of: Listing | Order) -> Actor:
    assert of.seller_id is not None
    return actors.person(of.seller_id, "seller")


def proposes(listing: Listing, amount: int, by: Buyer) -> Proposal:
    with door():
        return propose_price(
            listing_number=listing.number, buyer_id=by.id, amount=amount, actor=as_buyer(by), at=clock.now()
        )


def agrees(listing: Listing, amount: int, by: Buyer) -> Proposal:
    """Have a buyer propose, and the seller accept."""
    proposal = proposes(listing, amount, by)
    with door():
        accept_proposal(proposal_id=proposal.id, actor=as_seller(listing), at=clock.now())
    return proposal


def buys(listing: Listing, by: Buyer, way: str = "pickup", key: str | None = None, **more: Any) -> Checkout:
    """Press the button, through one door."""
    with door():
        return buy_listing(
            buyer_id=by.id,
            listing_number=listing.number,
            way=way,
            address_id=by.address_id,
            replay_key=key or replay_key(),
            actor=as_buyer(by),
            at=clock.now(),
            **more,
        )


def used_paid(listing: Listing | None = None, by: Buyer | None = None, **more: Any) -> Order:
    """Return a paid order of a listing."""
    checkout = buys(listing or used.listing(), by or Buyer(), **more)
    paying.pays(checkout)  # by the module: some tests pay for real
    return orders_of(checkout.id)[0]


def used_accepted(listing: Listing | None = None, by: Buyer | None = None, **more: Any) -> Order:
    order = used_paid(listing, by, **more)
    with door():
        accept_order(order_id=order.id, actor=as_seller(order), at=clock.now())
    return order


def used_handed_over(listing: Listing | None = None, by: Buyer | None = None) -> Order:
    """Return an order its buyer picked up."""
    order = used_accepted(listing, by)
    code = code_of(order.id) or ""
    session.rollback()
    hand_over_order(order_id=order.id, code=code, actor=as_seller(order), at=clock.now())
    return order


def used_sent(listing: Listing | None = None, by: Buyer | None = None, **more: Any) -> Order:
    """Return an order its seller sent, with the movers unless `way` is shipping."""
    order = used_accepted(listing, by, **{"way": "delivery", **more})
    with door():
        send_order(
            order_id=order.id,
            carrier="sf",
            tracking_number=f"SF{next(_serial):010d}",
            actor=as_seller(order),
            at=clock.now(),
        )
    return order


def used_completed(listing: Listing | None = None, by: Buyer | None = None) -> Order:
    """Return an order picked up, confirmed, and released to its seller."""
    order = used_handed_over(listing, by)
    with door():
        confirm_receipt(order_id=order.id, actor=as_buyer(order.buyer_id), at=clock.now())
    with door():
        assert release_hold(order_id=order.id, at=clock.now())
    return order


def reread(listing: Listing) -> Listing:
    """Return the listing as it is now."""
    session.rollback()
    session.expire_all()
    return session.get_one(Listing, listing.id)
