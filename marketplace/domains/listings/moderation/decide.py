"""A moderator decides about a listing or an edit of one; and takes a decision back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from marketplace.domains.listings.drafting.edit import apply_edit, withdraw_edits
from marketplace.domains.listings.events import (
    ListingDecided,
    ListingEditDecided,
    ListingGone,
    ListingPublished,
)
from marketplace.domains.listings.models import Listing, ListingEdit, Seller
from marketplace.domains.listings.states import EDIT, LISTING
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.outbox import record, record_all
from marketplace.foundation.refusals import Refused, Stale
from marketplace.foundation.states import advance, advance_all
from marketplace.foundation.text import N_

APPROVE, ASK, REJECT, TAKE_DOWN, UNDO = "approve", "ask", "reject", "take_down", "undo"
NEEDS_WHY = frozenset({ASK, REJECT, TAKE_DOWN})
# Canned reasons, as sellers read them; a moderator's own words come on top.
REASONS: Mapping[str, str] = {
    "photos": N_(
        "The photos do not show enough. Show the front, the inside, every mark, and the rating plate."
    ),
    "plate": N_("The rating plate cannot be read, or is of another appliance."),
    "grade": N_("The photos show more wear than the grade you chose allows."),
    "words": N_("The text has words that have no place here. Say what it is and how it works."),
    "contact": N_("The text or a photo names a way to meet elsewhere. We protect what is paid here only."),
    "price": N_("The price is far from what such an appliance is worth. Correct it, or say why."),
    "wrong": N_("This is in the wrong category, or brand and model do not fit the photos."),
    "unsafe": N_("It is not safe to use, or may no longer be sold."),
    "recalled": N_("This model was called back by its maker and cannot be sold."),
    # Says nothing of whose number it is: a listing must not tell what others have.
    "serial": N_(
        "We cannot tell yet that this appliance is yours. Check its serial number, and show its receipt."
    ),
    "not_yours": N_("Photos are another seller's."),
}


def decide(
    *, listing: Listing, verb: str, actor: Actor, at: datetime, reason: str = "", words: str = ""
) -> bool:
    """Approve, ask for changes, reject, take down or undo; False when that is so already.

    Refuses: one's own; a no without why; what has moved on (Stale).
    """
    _refuse_own(listing, actor)
    reason, words = _why(verb, reason, words)
    if verb == APPROVE and not _who_may_sell([listing]):
        raise Refused(N_("This seller is suspended: nothing of theirs goes on the shelf."))
    if not LISTING.allows(listing.state, verb):
        if listing.state in LISTING.targets(verb):
            return False
        raise Stale(LISTING.sentences.get(listing.state, LISTING.refusal))
    _move([listing], verb, reason, words, actor=actor, at=at)
    session.refresh(listing)
    return True


def decide_many(
    *, listings: Sequence[Listing], verb: str, actor: Actor, at: datetime, reason: str = "", words: str = ""
) -> list[int]:
    """Decide about all of these locked listings alike that can be decided so, and return their ids.

    In as many statements for one as for a hundred. Refuses: a no without why.
    """
    reason, words = _why(verb, reason, words)
    may = _who_may_sell(listings) if verb == APPROVE else {row.seller_id for row in listings}
    rows = [
        row
        for row in listings
        if row.seller_id in may and row.seller_id != actor.id and LISTING.allows(row.state, verb)
    ]
    _move(rows, verb, reason, words, actor=actor, at=at)
    return [row.id for row in rows]


def _move(rows: Sequence[Listing], verb: str, reason: str, words: str, *, actor: Actor, at: datetime) -> None:
    """Move rows that are locked, with what follows for each."""
    if not rows:
        return
    values: dict[str, Any] = {"reason": reason, "reason_words": words}
    if verb in (APPROVE, UNDO):
        values["published_at"] = at if verb == APPROVE else None
    if verb in (APPROVE, TAKE_DOWN):
        values["revision"] = Listing.__table__.c.revision + 1
    found = {row.id: row.state for row in rows}
    advance_all(Listing, LISTING, verb, found, actor=actor, at=at, why=words or reason or None, values=values)
    if verb == APPROVE:
        record_all([ListingPublished(key) for key in found], at)
        return
    if verb in (UNDO, TAKE_DOWN):
        withdraw_edits(listing_ids=found, actor=actor, at=at)
        record_all([ListingGone(key) for key in found], at)
    if verb != UNDO:
        record_all([ListingDecided(key, verb) for key in found], at)


def decide_edit(
    *,
    edit: ListingEdit,
    listing: Listing,
    verb: str,
    actor: Actor,
    at: datetime,
    reason: str = "",
    words: str = "",
) -> bool:
    """Approve or reject a change of an approved listing; False when that is so already.

    Refuses: one's own; a no without why; a listing that is no longer on the shelf as the edit knew it.
    """
    _refuse_own(listing, actor)
    reason, words = _why(verb, reason, words)
    if verb == APPROVE and edit.state == "submitted":
        _refuse_other_version(edit, listing)
    if not advance(edit, EDIT, verb, actor=actor, at=at, why=words or reason or None):
        return False
    edit.reason, edit.reason_words, edit.decided_at = reason, words, at
    if verb == APPROVE:
        apply_edit(listing=listing, edit=edit)
    record(ListingEditDecided(edit.id, verb), at)
    return True


def _refuse_other_version(edit: ListingEdit, listing: Listing) -> None:
    """Refuse an edit of what is no longer on the shelf, or not as the edit knew it."""
    if listing.state != "published":
        raise Stale(N_("The listing is no longer on the shelf: this edit can only be rejected."))
    if listing.revision != edit.of_revision:
        raise Stale(
            N_("The listing has changed since this edit was made: reject it, and its seller can edit anew.")
        )


def _refuse_own(listing: Listing, actor: Actor) -> None:
    if listing.seller_id == actor.id:
        raise Refused(N_("Somebody else has to decide about you."))


def _who_may_sell(listings: Sequence[Listing]) -> set[int]:
    """Return those of their sellers whose listings may go on the shelf, asked once the listings are locked."""
    sellers = {row.seller_id for row in listings}
    active = select(Seller.person_id).where(Seller.person_id.in_(sellers), Seller.state == "active")
    return set(session.scalars(active))


def _why(verb: str, reason: str, words: str) -> tuple[str, str]:
    """Return the reason's code and the words. Refuses: a no without either."""
    reason, words = reason if reason in REASONS else "", words.strip()
    if verb in NEEDS_WHY and not (reason or words):
        raise Refused(N_("Say why."), field="reason")
    return (reason, words) if verb in NEEDS_WHY else ("", "")
