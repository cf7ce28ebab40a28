"""A moderator decides about a listing or an edit of one; and takes a decision back."""

from collections.abc import Mapping
from datetime import datetime

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
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Refused, Stale
from marketplace.foundation.states import advance
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
    "not_yours": N_("Photos or serial number are another seller's."),
}


def decide(
    *, listing: Listing, verb: str, actor: Actor, at: datetime, reason: str = "", words: str = ""
) -> bool:
    """Approve, ask for changes, reject, take down or undo; False when that is so already.

    Refuses: one's own; a no without why; what has moved on (Stale).
    """
    _refuse_own(listing, actor)
    reason, words = _why(verb, reason, words)
    if verb == APPROVE:
        _refuse_barred(listing.seller_id)
    if not advance(listing, LISTING, verb, actor=actor, at=at, why=words or reason or None):
        return False
    listing.reason, listing.reason_words = reason, words
    if verb == APPROVE:
        listing.published_at = at
        listing.revision += 1
        record(ListingPublished(listing.id), at)
    elif verb == UNDO:
        listing.published_at = None
        _leave(listing, actor, at)
    else:
        if verb == TAKE_DOWN:
            listing.revision += 1
            _leave(listing, actor, at)
        record(ListingDecided(listing.id, verb), at)
    return True


def _leave(listing: Listing, actor: Actor, at: datetime) -> None:
    """Let go with a listing what waits for it: edits of a version that is no longer on the shelf, and proposals."""
    withdraw_edits(listing_ids=[listing.id], actor=actor, at=at)
    record(ListingGone(listing.id), at)


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


def _refuse_barred(seller_id: int) -> None:
    """Refuse to show what a suspended seller offers."""
    seller = session.get(Seller, seller_id, populate_existing=True)
    if seller is None or seller.state != "active":
        raise Refused(N_("This seller is suspended: nothing of theirs goes on the shelf."))


def _why(verb: str, reason: str, words: str) -> tuple[str, str]:
    """Return the reason's code and the words. Refuses: a no without either."""
    reason, words = reason if reason in REASONS else "", words.strip()
    if verb in NEEDS_WHY and not (reason or words):
        raise Refused(N_("Say why."), field="reason")
    return (reason, words) if verb in NEEDS_WHY else ("", "")
