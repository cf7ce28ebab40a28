"""Take listings off the shelf by the hundred, for a reason that is not their sellers': a recall, a return."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import update

from marketplace.domains.listings.drafting.edit import withdraw_edits
from marketplace.domains.listings.events import ListingGone
from marketplace.domains.listings.models import Listing
from marketplace.domains.listings.states import LISTING
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.outbox import record_all
from marketplace.foundation.states import advance_all, note_each

BACK_TO_DRAFT = {"published": "unpublish", "submitted": "withdraw", "withheld": "unpublish"}


def clear(*, found: Mapping[int, str], reason: str, actor: Actor, at: datetime) -> None:
    """Make locked listings drafts; `found` is id → state: published, submitted, withheld or reserved.

    Whoever is buying a reserved one goes on; should that fall through, it becomes a draft then (`dealing.reserve`).
    """
    if not found:
        return
    leaving = {row_id: state for row_id, state in found.items() if state in BACK_TO_DRAFT}
    for state, verb in BACK_TO_DRAFT.items():
        rows = {row_id: was for row_id, was in leaving.items() if was == state}
        values = {"reason": reason, "saved_at": at, "revision": Listing.__table__.c.revision + 1}
        advance_all(Listing, LISTING, verb, rows, actor=actor, at=at, why=reason or None, values=values)
    withdraw_edits(listing_ids=leaving, actor=actor, at=at)
    record_all([ListingGone(row_id) for row_id in leaving], at)
    _bar([row_id for row_id, state in found.items() if state == "reserved"], reason, actor, at)


def _bar(listing_ids: list[int], reason: str, actor: Actor, at: datetime) -> None:
    if listing_ids:
        marked = update(Listing).where(Listing.id.in_(listing_ids)).values(reason=reason)
        session.execute(marked.execution_options(synchronize_session=False))
        note_each(LISTING.subject, listing_ids, "bar", "reserved", actor=actor, at=at)
