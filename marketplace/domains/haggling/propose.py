"""A would-be buyer proposes a price, or takes the proposal back."""

from datetime import datetime

from sqlalchemy import func, or_, select, text
from sqlalchemy.dialects.postgresql import insert

from marketplace.domains.haggling.events import ProposalEnded, ProposalMade
from marketplace.domains.haggling.models import Proposal
from marketplace.domains.haggling.states import PROPOSAL
from marketplace.domains.listings.models import Listing
from marketplace.domains.listings.states import LISTING
from marketplace.domains.messaging.models import Block
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.dials import dial
from marketplace.foundation.money import share
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Missing, Refused
from marketplace.foundation.states import advance, note
from marketplace.foundation.text import N_

ANSWER_WITHIN = dial(
    "proposal_hours", 48, low=1, high=336, group="second_hand",
    about=N_("How long an offer for a second-hand appliance stands before it expires."),
)  # fmt: skip
LEAST_SHARE = dial(
    "least_proposal_basis_points", 5000, low=100, high=10_000, group="second_hand",
    about=N_("The lowest offer for a second-hand appliance, in hundredths of a per cent of its price."),
)  # fmt: skip
MOST_TRIES = dial(
    "proposals_per_buyer_pieces", 5, low=1, high=50, group="second_hand",
    about=N_("How often one buyer may make an offer for the same second-hand appliance."),
)  # fmt: skip


def propose(*, listing: Listing, buyer_id: int, amount: int, actor: Actor, at: datetime) -> Proposal:
    """Propose a price for a listing in minor units; the same again while it is open returns it.

    Refuses: one's own listing, one that is not on the shelf (Stale) or takes none, people its seller blocked, a
    price too low or not below the asked one, a second open proposal, too many of them.
    """
    if listing.seller_id == buyer_id:
        raise Refused(N_("This is your own listing."))
    if listing.state != "published":
        raise LISTING.stale(listing.state)
    if not listing.takes_proposals or _is_blocked(listing.seller_id, buyer_id):
        raise Refused(N_("The seller takes no offers for this."))
    check_amount(listing, amount)
    if _tries(listing.id, buyer_id) >= MOST_TRIES():
        raise Refused(N_("You have made enough offers for this. Ask the seller, or buy it at its price."))
    return write(listing.id, buyer_id, amount, by_seller=False, answers_id=None, actor=actor, at=at)


def withdraw(*, proposal: Proposal, actor: Actor, at: datetime) -> bool:
    """Take a locked proposal back; False when it is already. Refuses: the other side's, an answered one (Stale)."""
    if proposal.by_seller or proposal.buyer_id != actor.id:
        raise Missing
    if not advance(proposal, PROPOSAL, "withdraw", actor=actor, at=at):
        return False
    proposal.answered_at = at
    record(ProposalEnded(proposal.id), at)
    return True


def least_for(price: int) -> int:
    """Return the lowest proposal for this price, minor units."""
    return max(1, share(price, LEAST_SHARE()))


def check_amount(listing: Listing, amount: int) -> None:
    """Refuse what nobody should be bothered with: `amount` too low, or not below the price."""
    if amount < least_for(listing.price):
        raise Refused(N_("That is too far below the price. Offer more."), field="amount")
    if amount >= listing.price:
        raise Refused(N_("That is not below the price: you can simply buy it."), field="amount")


def write(
    listing_id: int,
    buyer_id: int,
    amount: int,
    *,
    by_seller: bool,
    answers_id: int | None,
    actor: Actor,
    at: datetime,
) -> Proposal:
    """Write an open proposal; of two at once the index lets one be."""
    values: dict[str, object] = {
        "listing_id": listing_id,
        "buyer_id": buyer_id,
        "amount": amount,
        "by_seller": by_seller,
    }
    more = {
        "answers_id": answers_id,
        "state": "open",
        "created_at": at,
        "expires_at": at + ANSWER_WITHIN.span,
    }
    made = session.scalars(
        insert(Proposal)
        .values({**values, **more})
        # Written out: PostgreSQL finds no index for a condition with a parameter once it has a plan for all of them.
        .on_conflict_do_nothing(index_elements=["listing_id", "buyer_id"], index_where=text("state = 'open'"))
        .returning(Proposal)
    ).one_or_none()
    if made is None:
        return _open_already(values)
    note(PROPOSAL.subject, made.id, "propose", "open", "open", actor=actor, at=at)
    record(ProposalMade(made.id), at)
    return made


def _open_already(values: dict[str, object]) -> Proposal:
    known = session.scalar(select(Proposal).filter_by(state="open", **values))
    if known is None:
        raise Refused(N_("There is an open offer between you two already. It has to be answered first."))
    return known


def _tries(listing_id: int, buyer_id: int) -> int:
    made = select(func.count()).where(
        Proposal.listing_id == listing_id, Proposal.buyer_id == buyer_id, ~Proposal.by_seller
    )
    return int(session.scalar(made) or 0)


def _is_blocked(one: int, other: int) -> bool:
    either = or_(
        (Block.person_id == one) & (Block.blocked_id == other),
        (Block.person_id == other) & (Block.blocked_id == one),
    )
    return session.scalar(select(Block.person_id).where(either).limit(1)) is not None
