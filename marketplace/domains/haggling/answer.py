"""Whoever a proposal was made to says yes, no, or names another price."""

from datetime import datetime

from marketplace.domains.haggling.events import ProposalAccepted, ProposalEnded
from marketplace.domains.haggling.models import Proposal
from marketplace.domains.haggling.propose import check_amount, write
from marketplace.domains.haggling.states import PROPOSAL
from marketplace.domains.listings.models import Listing
from marketplace.foundation.actors import Actor
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Missing, Refused, Stale
from marketplace.foundation.states import advance
from marketplace.foundation.text import N_


def accept(*, proposal: Proposal, listing: Listing, actor: Actor, at: datetime) -> bool:
    """Say yes to a locked proposal; False when that was said already.

    Refuses: one that was not made to the actor (Missing), has ended or expired (Stale), or is
    not below the price any more, because that was lowered since (Stale).
    """
    _check(proposal, listing, actor, at)
    if proposal.state == "open" and proposal.amount >= listing.price:
        raise Stale(N_("The price is not above this offer any more: it can simply be bought."))
    if not advance(proposal, PROPOSAL, "accept", actor=actor, at=at):
        return False
    proposal.answered_at = at
    record(ProposalAccepted(proposal.id), at)
    return True


def decline(*, proposal: Proposal, listing: Listing, actor: Actor, at: datetime) -> bool:
    """Say no to a locked proposal; False when that was said already. Refuses: as `accept`."""
    _check(proposal, listing, actor, at)
    if not advance(proposal, PROPOSAL, "decline", actor=actor, at=at):
        return False
    proposal.answered_at = at
    record(ProposalEnded(proposal.id), at)
    return True


def counter(*, proposal: Proposal, listing: Listing, amount: int, actor: Actor, at: datetime) -> Proposal:
    """Answer a locked proposal by another price in minor units, which is then the other side's to answer.

    Refuses: as `accept`; a price that does not lie between what the two have asked and offered.
    """
    _check(proposal, listing, actor, at)
    by_seller = not proposal.by_seller
    check_amount(listing, amount)
    if by_seller and amount <= proposal.amount:
        raise Refused(N_("That is not more than the offer: you can simply accept it."), field="amount")
    if not by_seller and amount >= proposal.amount:
        raise Refused(N_("That is not less than the seller asks: you can simply accept it."), field="amount")
    if not advance(proposal, PROPOSAL, "counter", actor=actor, at=at):
        raise Stale(PROPOSAL.refusal)
    proposal.answered_at = at
    return write(
        listing.id, proposal.buyer_id, amount, by_seller=by_seller, answers_id=proposal.id, actor=actor, at=at
    )


def _check(proposal: Proposal, listing: Listing, actor: Actor, at: datetime) -> None:
    asked = proposal.buyer_id if proposal.by_seller else listing.seller_id
    if actor.id != asked:
        raise Missing
    # The sweep may be a little behind: what expired is not accepted, whatever its row still says.
    if proposal.state == "open" and proposal.expires_at <= at:
        raise Stale(PROPOSAL.sentences["expired"])
