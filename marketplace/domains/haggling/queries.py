"""Reading proposals: between two people, a buyer's, a seller's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select

from marketplace.domains.accounts.models import Person
from marketplace.domains.haggling.models import Proposal
from marketplace.domains.listings.models import Listing
from marketplace.foundation.db import session
from marketplace.foundation.paging import Page, paginate
from marketplace.foundation.refusals import Missing

LAST_WORD = Proposal.state != "countered"  # what was answered by another price is told by that one


@dataclass(frozen=True, slots=True)
class Talk:
    """One proposal with its listing and the other person's name, as one of the two sees it."""

    id: int
    proposal: Proposal
    listing: Listing
    other: str

    @property
    def waits_for_seller(self) -> bool:
        return self.proposal.state == "open" and not self.proposal.by_seller

    @property
    def waits_for_buyer(self) -> bool:
        return self.proposal.state == "accepted" or (
            self.proposal.state == "open" and self.proposal.by_seller
        )


def get_proposal(proposal_id: int, *, person_id: int) -> Proposal:
    """Return a proposal one of whose two sides this person is. Refuses: another's, as if it were not there."""
    found = session.scalars(
        select(Proposal)
        .join(Listing, Listing.id == Proposal.listing_id)
        .where(
            Proposal.id == proposal_id, (Proposal.buyer_id == person_id) | (Listing.seller_id == person_id)
        )
    ).one_or_none()
    if found is None:
        raise Missing
    return found


def proposals_between(listing_id: int, buyer_id: int) -> Sequence[Proposal]:
    """Return what a buyer and the seller of a listing proposed each other, newest first."""
    stmt = select(Proposal).where(Proposal.listing_id == listing_id, Proposal.buyer_id == buyer_id)
    return session.scalars(stmt.order_by(Proposal.id.desc()).limit(50)).all()


def find_accepted(listing_id: int, *, buyer_id: int) -> Proposal | None:
    """Return the proposal by which this buyer may order now, or None."""
    return session.scalar(
        select(Proposal).filter_by(listing_id=listing_id, buyer_id=buyer_id, state="accepted")
    )


def proposals_of_buyer(person_id: int, *, cursor: str | None = None, size: int = 20) -> Page[Talk]:
    """Return a page of what somebody proposed or was answered as a buyer, newest first."""
    stmt = _talks().join(Person, Person.id == Listing.seller_id)
    return _page(stmt.where(Proposal.buyer_id == person_id, LAST_WORD), cursor, size)


def proposals_to_seller(person_id: int, *, cursor: str | None = None, size: int = 20) -> Page[Talk]:
    """Return a page of what was proposed for somebody's listings, newest first."""
    stmt = _talks().join(Person, Person.id == Proposal.buyer_id)
    return _page(stmt.where(Listing.seller_id == person_id, LAST_WORD), cursor, size)


def how_many_wait(seller_id: int, at: datetime) -> int:
    """Return how many proposals wait for a seller's answer."""
    stmt = select(func.count()).select_from(Listing).join(Proposal, Proposal.listing_id == Listing.id)
    waiting = (Proposal.state == "open", ~Proposal.by_seller, Proposal.expires_at > at)
    return int(session.scalar(stmt.where(Listing.seller_id == seller_id, *waiting)) or 0)


def _talks() -> Select[int, Proposal, Listing, str]:
    return select(Proposal.id, Proposal, Listing, Person.display_name).join(
        Listing, Listing.id == Proposal.listing_id
    )


def _page(stmt: Select[int, Proposal, Listing, str], cursor: str | None, size: int) -> Page[Talk]:
    page = paginate(stmt, keys=[(Proposal.id, "desc")], cursor=cursor, size=size, scalars=False)
    rows = [Talk(row.id, row.Proposal, row.Listing, row.display_name) for row in page.rows]
    return Page(rows, page.next_cursor, page.previous_cursor)
