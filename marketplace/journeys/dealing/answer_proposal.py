"""Whoever a proposal was made to accepts it, so that the unit is kept, declines it, or names another price."""

from datetime import datetime

from marketplace.domains.haggling.answer import accept, counter, decline
from marketplace.domains.haggling.models import Proposal
from marketplace.domains.haggling.queries import get_proposal
from marketplace.domains.listings.dealing.reserve import for_proposal, reserve
from marketplace.domains.listings.models import Listing
from marketplace.domains.listings.recalls.follow import refuse_recalled
from marketplace.domains.listings.states import LISTING
from marketplace.domains.support.withhold import refuse_withheld
from marketplace.foundation.actors import Actor
from marketplace.foundation.dials import dial
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing
from marketplace.foundation.text import N_

ORDER_WITHIN = dial(
    "accepted_proposal_hours",
    24,
    low=1,
    high=168,
    group="second_hand",
    about=N_("How long an appliance is kept for the buyer whose offer was accepted."),
)


def accept_proposal(*, proposal_id: int, actor: Actor, at: datetime) -> bool:
    """Accept a proposal and keep the unit for its buyer for a while; False when it is accepted already.

    Refuses: one that was not made to the actor (Missing), has ended, or whose unit is kept for another (Stale); a
    model that was called back.
    """
    listing, proposal = _locked(proposal_id, actor)
    if proposal.state == "open" and listing.state != "published":
        raise LISTING.stale(listing.state)
    refuse_recalled(listing)
    if not accept(proposal=proposal, listing=listing, actor=actor, at=at):
        return False
    reserve(
        listing_id=listing.id,
        holder=for_proposal(proposal.id),
        until=at + ORDER_WITHIN.span,
        actor=actor,
        at=at,
    )
    return True


def decline_proposal(*, proposal_id: int, actor: Actor, at: datetime) -> bool:
    """Decline a proposal; False when it is already. Refuses: as `accept_proposal`."""
    listing, proposal = _locked(proposal_id, actor)
    return decline(proposal=proposal, listing=listing, actor=actor, at=at)


def counter_proposal(*, proposal_id: int, amount: int, actor: Actor, at: datetime) -> Proposal:
    """Answer a proposal by another price in minor units.

    Refuses: as `accept_proposal`; a price out of line; too many strikes.
    """
    refuse_withheld(actor.id or 0, at)
    listing, proposal = _locked(proposal_id, actor)
    return counter(proposal=proposal, listing=listing, amount=amount, actor=actor, at=at)


def _locked(proposal_id: int, actor: Actor) -> tuple[Listing, Proposal]:
    """Lock the listing first, then the proposal, as everybody does who needs both."""
    found = get_proposal(proposal_id, person_id=actor.id or 0)
    listing, proposal = lock_row(Listing, found.listing_id), lock_row(Proposal, found.id)
    if listing is None or proposal is None:
        raise Missing
    return listing, proposal
