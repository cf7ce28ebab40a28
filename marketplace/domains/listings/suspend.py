"""Staff suspend a seller: what they offer leaves the shelf; orders under way run on."""

from datetime import datetime

from sqlalchemy import select

from marketplace.domains.listings.clear import BACK_TO_DRAFT, clear
from marketplace.domains.listings.events import SellerMoved
from marketplace.domains.listings.models import Listing, Seller
from marketplace.domains.listings.states import SELLER
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Refused, Stale
from marketplace.foundation.states import note
from marketplace.foundation.text import N_


def suspend(*, seller: Seller, why: str, actor: Actor, at: datetime) -> bool:
    """Take a seller's listings off the shelf and let them list no more; False when that is so. Refuses: oneself."""
    if seller.person_id == actor.id:
        raise Refused(N_("Somebody else has to decide about you."))
    if not _moved(seller, "suspend", why, actor, at):
        return False
    _empty_shelf(seller.person_id, actor, at)
    return True


def restore(*, seller: Seller, why: str, actor: Actor, at: datetime) -> bool:
    """Let a seller list again; their listings are drafts now, to be sent anew. False when they may already."""
    if seller.person_id == actor.id:
        raise Refused(N_("Somebody else has to decide about you."))
    return _moved(seller, "restore", why, actor, at)


def _moved(seller: Seller, verb: str, why: str, actor: Actor, at: datetime) -> bool:
    """Move a locked row; its key is the person's, which `advance` does not know."""
    was = seller.state
    became = SELLER.moves.get((was, verb))
    if became is None:
        if was in SELLER.targets(verb):
            return False
        raise Stale(SELLER.refusal)
    seller.state = became
    note(SELLER.subject, seller.person_id, verb, was, became, actor=actor, at=at, why=why)
    record(SellerMoved(seller.person_id, verb), at)
    return True


def _empty_shelf(person_id: int, actor: Actor, at: datetime) -> None:
    offered = Listing.seller_id == person_id, Listing.state.in_(BACK_TO_DRAFT)
    rows = session.execute(
        select(Listing.id, Listing.state).where(*offered).order_by(Listing.id).with_for_update()
    )
    clear(found={row.id: row.state for row in rows}, reason="", actor=actor, at=at)
