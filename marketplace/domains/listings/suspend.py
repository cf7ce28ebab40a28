"""Who may not sell for now: what they offer is withheld, and comes back when nothing keeps them from selling any more.

Three things may keep somebody from selling, each ended by itself: staff (or too many strikes), a real name that is no
longer verified, an account that is closed. Orders under way run on.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from marketplace.domains.listings.drafting.edit import withdraw_edits
from marketplace.domains.listings.events import ListingBack, ListingGone, SellerMoved
from marketplace.domains.listings.models import Listing, Seller
from marketplace.domains.listings.states import LISTING, SELLER
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.outbox import record, record_all
from marketplace.foundation.refusals import Refused
from marketplace.foundation.states import advance_all, note
from marketplace.foundation.text import N_

DESK, NAME, ACCOUNT = "desk", "name", "account"


def suspend(*, seller: Seller, why: str, actor: Actor, at: datetime, cause: str = DESK) -> bool:
    """Keep a locked seller from selling and withhold their listings; False when this keeps them already.

    What they have on offer all the same is withheld even then. Refuses: oneself.
    """
    _refuse_own(seller, actor)
    if cause in seller.barred:
        _withhold(seller.person_id, actor, at)
        return False
    was, seller.barred = seller.state, sorted({*seller.barred, cause})
    seller.state = SELLER.moves[was, "suspend"]
    _note(seller, "suspend", was, cause, why, actor=actor, at=at)
    record(SellerMoved(seller.person_id, "suspend", why, cause), at)
    _withhold(seller.person_id, actor, at)
    return True


def restore(*, seller: Seller, why: str, actor: Actor, at: datetime, cause: str = DESK) -> bool:
    """End one thing that keeps a locked seller from selling; what was withheld returns with the last of them.

    False when they sell already, or only other things keep them. Refuses: oneself.
    """
    _refuse_own(seller, actor)
    if seller.state == "active" or (seller.barred and cause not in seller.barred):
        return False
    was, seller.barred = seller.state, [other for other in seller.barred if other != cause]
    if not seller.barred:
        seller.state = SELLER.moves[was, "restore"]
    _note(seller, "restore", was, cause, why, actor=actor, at=at)
    if not seller.barred:
        record(SellerMoved(seller.person_id, "restore", why, cause), at)
        _bring_back(seller.person_id, actor, at)
    return True


def _refuse_own(seller: Seller, actor: Actor) -> None:
    if seller.person_id == actor.id:
        raise Refused(N_("Somebody else has to decide about you."))


def _note(seller: Seller, verb: str, was: str, cause: str, why: str, *, actor: Actor, at: datetime) -> None:
    details = {"cause": cause}
    note("seller", seller.id, verb, was, seller.state, actor=actor, at=at, why=why, details=details)


def _withhold(person_id: int, actor: Actor, at: datetime) -> None:
    """Take everything off the shelf and out of the queue, in as many statements for one listing as for thousands.

    What is reserved is locked too: whoever lets it go at this moment ends before us, and it is withheld, or after us,
    and sees that its seller may not sell.
    """
    rows = _locked(person_id, "published", "submitted", "reserved")
    found = {row.id: row.state for row in rows if row.state != "reserved"}
    advance_all(Listing, LISTING, "withhold", found, actor=actor, at=at)
    withdraw_edits(listing_ids=list(found), actor=actor, at=at)
    record_all([ListingGone(listing_id) for listing_id in found], at)


def _bring_back(person_id: int, actor: Actor, at: datetime) -> None:
    rows = _locked(person_id, "withheld")
    shown = [row.id for row in rows if row.published_at is not None]
    waiting = [row.id for row in rows if row.published_at is None]
    advance_all(Listing, LISTING, "bring_back", dict.fromkeys(shown, "withheld"), actor=actor, at=at)
    advance_all(Listing, LISTING, "queue", dict.fromkeys(waiting, "withheld"), actor=actor, at=at)
    record_all([ListingBack(listing_id) for listing_id in shown], at)


def _locked(person_id: int, *states: str) -> Any:
    """Lock a seller's listings in these states as they are once nobody else holds them."""
    wanted = select(Listing.id, Listing.state, Listing.published_at).where(
        Listing.seller_id == person_id, Listing.state.in_(states)
    )
    return session.execute(wanted.order_by(Listing.id).with_for_update()).all()
