"""A buyer proposes a price for a listing, or takes the proposal back."""

from datetime import datetime

from sqlalchemy import select

from marketplace.domains.haggling.models import Proposal
from marketplace.domains.haggling.propose import propose, withdraw
from marketplace.domains.haggling.queries import get_proposal
from marketplace.domains.listings.models import Listing
from marketplace.domains.listings.states import PUBLIC
from marketplace.domains.support.withhold import refuse_withheld
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing


def propose_price(*, listing_number: str, buyer_id: int, amount: int, actor: Actor, at: datetime) -> Proposal:
    """Propose `amount` minor units for a listing; the same again while it is open returns it.

    Refuses: a listing nobody may see (Missing), too many strikes, and what `propose` refuses.
    """
    listing = session.scalar(select(Listing).filter_by(number=listing_number))
    if listing is None or listing.state not in PUBLIC:
        raise Missing
    refuse_withheld(buyer_id, at)
    return propose(listing=listing, buyer_id=buyer_id, amount=amount, actor=actor, at=at)


def withdraw_proposal(*, proposal_id: int, actor: Actor, at: datetime) -> bool:
    """Take one's proposal back; False when it is already. Refuses: another's (Missing), an answered one (Stale)."""
    found = get_proposal(proposal_id, person_id=actor.id or 0)
    # The listing first, as everybody does: a row written twice looks at what it refers to again, and locks it.
    lock_row(Listing, found.listing_id)
    proposal = lock_row(Proposal, found.id)
    if proposal is None:
        raise Missing
    return withdraw(proposal=proposal, actor=actor, at=at)
