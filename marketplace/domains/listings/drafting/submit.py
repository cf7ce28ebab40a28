"""Submit a draft to the moderators, and take it back while it waits."""

from collections.abc import Sequence
from datetime import datetime

from marketplace.domains.listings.events import ListingSubmitted
from marketplace.domains.listings.gates import Gap
from marketplace.domains.listings.models import Listing, Seller
from marketplace.domains.listings.states import EDITABLE, LISTING
from marketplace.foundation.actors import Actor
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Refused
from marketplace.foundation.states import advance
from marketplace.foundation.text import N_


def submit(
    *, listing: Listing, seller: Seller | None, gaps: Sequence[Gap], actor: Actor, at: datetime
) -> None:
    """Hand a draft to the moderators. Refuses: who is no seller (any more), the first of what is in the way."""
    if seller is None:
        raise Refused(N_("Verify your name first: only people we know can sell."))
    if seller.state != "active":
        raise Refused(N_("You may not sell at the moment. Your standing says why."))
    if gaps and listing.state in EDITABLE:
        raise Refused(gaps[0].sentence, field=gaps[0].step, **gaps[0].params)
    if advance(listing, LISTING, "submit", actor=actor, at=at):
        listing.submitted_at, listing.saved_at, listing.published_at = at, at, None
        listing.reason = listing.reason_words = ""
        seller.place = dict(listing.place)
        record(ListingSubmitted(listing.id), at)


def withdraw(*, listing: Listing, actor: Actor, at: datetime) -> None:
    """Take a listing back that waits for a moderator: it is a draft again."""
    advance(listing, LISTING, "withdraw", actor=actor, at=at)
