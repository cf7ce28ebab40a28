"""What the facts of haggling tell buyer and seller."""

from collections.abc import Callable, Iterator
from typing import Any

from marketplace.domains.accounts.models import Person
from marketplace.domains.haggling.events import ProposalAccepted, ProposalEnded, ProposalMade
from marketplace.domains.haggling.models import Proposal
from marketplace.domains.listings.models import Listing
from marketplace.domains.notifications.speak import day, money
from marketplace.domains.notifications.tell import Telling
from marketplace.foundation.db import session
from marketplace.foundation.money import settlement_currency
from marketplace.foundation.outbox import Fact
from marketplace.journeys.notices.desk import Desk

Tellings = Iterator[Telling]
# What the one who proposed hears when it ends: a buyer who takes it back knows.
ENDINGS = {"declined": "proposal_declined", "expired": "proposal_expired", "closed": "proposal_closed"}


def _made(_: Desk, fact: ProposalMade) -> Tellings:
    if (found := _find(fact.proposal_id)) is not None:
        proposal, listing = found
        kind = "proposal_made" if proposal.answers_id is None else "proposal_countered"
        yield _telling(kind, proposal, listing, to_seller=not proposal.by_seller, by=day(proposal.expires_at))


def _accepted(_: Desk, fact: ProposalAccepted) -> Tellings:
    if (found := _find(fact.proposal_id)) is not None:
        proposal, listing = found
        kind = "proposal_agreed" if proposal.by_seller else "proposal_accepted"
        until = day(listing.reserved_until)
        yield _telling(kind, proposal, listing, to_seller=proposal.by_seller, by=until)


def _ended(_: Desk, fact: ProposalEnded) -> Tellings:
    found = _find(fact.proposal_id)
    if found is None:
        return
    proposal, listing = found
    if proposal.state in ENDINGS:
        yield _telling(ENDINGS[proposal.state], proposal, listing, to_seller=proposal.by_seller)
    elif proposal.state == "lapsed":
        yield _telling("proposal_lapsed", proposal, listing, to_seller=False)
        yield _telling("proposal_unused", proposal, listing, to_seller=True)


def _find(proposal_id: int) -> tuple[Proposal, Listing] | None:
    proposal = session.get(Proposal, proposal_id)
    listing = session.get(Listing, proposal.listing_id) if proposal else None
    return (proposal, listing) if proposal is not None and listing is not None else None


def _telling(kind: str, proposal: Proposal, listing: Listing, *, to_seller: bool, **more: Any) -> Telling:
    other = session.get_one(Person, proposal.buyer_id if to_seller else listing.seller_id)
    return Telling(
        person_id=listing.seller_id if to_seller else proposal.buyer_id,
        kind=kind,
        key=f"{kind}:{proposal.id}",
        link="/sell/proposals" if to_seller else f"/second-hand/{listing.number}",
        params={
            "name": other.display_name,
            "goods": listing.title,
            "amount": money(proposal.amount, settlement_currency()),
            "price": money(listing.price, settlement_currency()),
            **more,
        },
    )


OF_DEALS: dict[type[Fact], Callable[[Desk, Any], Tellings]] = {
    ProposalMade: _made,
    ProposalAccepted: _accepted,
    ProposalEnded: _ended,
}
