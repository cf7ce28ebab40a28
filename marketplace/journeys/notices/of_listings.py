"""What the facts of listings tell their sellers."""

from collections.abc import Callable, Iterator
from typing import Any

from marketplace.domains.listings.events import (
    ListingDecided,
    ListingEditDecided,
    ListingPublished,
    ListingRecalled,
    ListingRecallEnded,
    ListingReturned,
)
from marketplace.domains.listings.models import Listing, ListingEdit, Recall
from marketplace.domains.listings.moderation.decide import REASONS
from marketplace.domains.notifications.speak import said, words
from marketplace.domains.notifications.tell import Telling
from marketplace.foundation.db import session
from marketplace.foundation.outbox import Fact
from marketplace.journeys.notices.desk import Desk

Tellings = Iterator[Telling]
NOES = {"ask": "listing_changes", "reject": "listing_rejected", "take_down": "listing_taken_down"}
EDITS = {"approve": "edit_published", "reject": "edit_rejected"}


def _published(_: Desk, fact: ListingPublished) -> Tellings:
    row = session.get(Listing, fact.listing_id)
    if row is not None and row.state != "submitted":  # a moderator took the yes back
        yield _telling("listing_published", row, of=row.revision)


def _decided(_: Desk, fact: ListingDecided) -> Tellings:
    row = session.get(Listing, fact.listing_id)
    if row is not None and fact.verb in NOES and row.state != "submitted":
        why = row.reason_words or said(REASONS.get(row.reason, ""))
        at = row.submitted_at.isoformat() if row.submitted_at else ""
        yield _telling(NOES[fact.verb], row, of=at, why=why)


def _edit_decided(_: Desk, fact: ListingEditDecided) -> Tellings:
    edit = session.get(ListingEdit, fact.edit_id)
    row = session.get(Listing, edit.listing_id) if edit else None
    if edit is not None and row is not None and fact.verb in EDITS:
        why = edit.reason_words or said(REASONS.get(edit.reason, ""))
        yield _telling(EDITS[fact.verb], row, of=edit.id, why=why)


def _returned(_: Desk, fact: ListingReturned) -> Tellings:
    if (row := session.get(Listing, fact.listing_id)) is not None:
        yield _telling("listing_returned", row, of=row.saved_at.isoformat())


def _recalled(_: Desk, fact: ListingRecalled) -> Tellings:
    row, recall = session.get(Listing, fact.listing_id), session.get(Recall, fact.recall_id)
    if row is not None and recall is not None:
        of = f"{recall.id}:{row.revision}"
        yield _telling("listing_recalled", row, of=of, why=words(recall.about))


def _recall_ended(_: Desk, fact: ListingRecallEnded) -> Tellings:
    if (row := session.get(Listing, fact.listing_id)) is not None:
        yield _telling("listing_recall_ended", row, of=row.revision)


def _telling(kind: str, row: Listing, *, of: object, **more: Any) -> Telling:
    """Tell the seller; `of` tells this time from the next."""
    return Telling(
        person_id=row.seller_id,
        kind=kind,
        key=f"{kind}:{row.id}:{of}",
        link=f"/sell/listings/{row.number}",
        params={"goods": row.title, **more},
    )


OF_LISTINGS: dict[type[Fact], Callable[[Desk, Any], Tellings]] = {
    ListingPublished: _published,
    ListingDecided: _decided,
    ListingEditDecided: _edit_decided,
    ListingReturned: _returned,
    ListingRecalled: _recalled,
    ListingRecallEnded: _recall_ended,
}
