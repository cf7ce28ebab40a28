"""What waits for moderators: oldest first, counted, by flag."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from sqlalchemy import func, select

from marketplace.domains.listings.models import Listing, ListingEdit
from marketplace.domains.listings.moderation.flags import FLAGS
from marketplace.foundation.db import session
from marketplace.foundation.paging import Page, paginate
from marketplace.foundation.refusals import Missing

MOST_COUNTED = 5000
STATES = ("submitted", "published", "changes", "rejected")


def waiting_listings(
    *, state: str = "submitted", flag: str = "", category_id: int | None = None, cursor: str | None = None
) -> Page[Listing]:
    """Return a page of listings in a state: those that wait oldest first, decided ones newest first."""
    stmt = select(Listing).where(Listing.state == state, Listing.submitted_at.is_not(None))
    if flag in FLAGS:
        stmt = stmt.where(Listing.flags.has_key(flag))
    if category_id is not None:
        stmt = stmt.where(Listing.category_id == category_id)
    way: Literal["asc", "desc"] = "asc" if state == "submitted" else "desc"
    return paginate(stmt, keys=[(Listing.submitted_at, way), (Listing.id, way)], cursor=cursor, size=30)


def waiting_edits_page(*, cursor: str | None = None) -> Page[ListingEdit]:
    """Return a page of edits that wait, oldest first."""
    stmt = select(ListingEdit).where(ListingEdit.state == "submitted")
    return paginate(
        stmt, keys=[(ListingEdit.submitted_at, "asc"), (ListingEdit.id, "asc")], cursor=cursor, size=30
    )


def count_by_flag() -> Mapping[str, int]:
    """Return flag → how many waiting listings carry it, and "" → how many wait; of the oldest 5,000."""
    waiting = (
        select(Listing.flags)
        .where(Listing.state == "submitted")
        .order_by(Listing.submitted_at, Listing.id)
        .limit(MOST_COUNTED)
        .subquery()
    )
    each = select(func.jsonb_object_keys(waiting.c.flags).label("flag")).subquery()
    counts = {
        row.flag: row.number
        for row in session.execute(select(each.c.flag, func.count().label("number")).group_by(each.c.flag))
    }
    counts[""] = session.scalar(select(func.count()).select_from(waiting)) or 0
    return counts


def count_waiting_edits() -> int:
    """Return how many edits wait, counted up to 5,000."""
    waiting = select(ListingEdit.id).where(ListingEdit.state == "submitted").limit(MOST_COUNTED).subquery()
    return session.scalar(select(func.count()).select_from(waiting)) or 0


def get_submitted(number: str) -> Listing:
    """Return a listing for a moderator. Refuses: drafts nobody ever submitted, as if they were not there."""
    row = session.scalars(
        select(Listing).where(Listing.number == number, Listing.submitted_at.is_not(None))
    ).one_or_none()
    if row is None:
        raise Missing
    return row


def next_waiting(after: Listing) -> Listing | None:
    """Return the one that waits next after this one, else the oldest other."""
    waits = select(Listing).where(Listing.state == "submitted", Listing.id != after.id)
    order = (Listing.submitted_at, Listing.id)
    later = waits.where(Listing.submitted_at >= after.submitted_at).order_by(*order).limit(1)
    return session.scalars(later).one_or_none() or session.scalars(waits.order_by(*order).limit(1)).first()


def get_edit(edit_id: int) -> ListingEdit:
    """Return an edit. Refuses: an unknown one."""
    row = session.get(ListingEdit, edit_id)
    if row is None:
        raise Missing
    return row


def changes_of(edit: ListingEdit, listing: Listing) -> Sequence[tuple[str, Any, Any]]:
    """Return (column, now, wanted) of each change, photos left to the photo room."""
    return [(name, getattr(listing, name), value) for name, value in edit.changes.items() if name != "photos"]
