"""Change an approved listing: the change waits for a moderator, the approved version stays up meanwhile."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import inspect, select

from marketplace.domains.listings.drafting.fill import EDITS, put
from marketplace.domains.listings.gates import gaps
from marketplace.domains.listings.models import Listing, ListingEdit
from marketplace.domains.listings.queries import waiting_edits
from marketplace.domains.listings.sizes import Kind
from marketplace.domains.listings.states import EDIT, LISTING
from marketplace.domains.photos.models import Photo
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Refused
from marketplace.foundation.states import advance, advance_all, note
from marketplace.foundation.text import N_

PHOTOS = "photos"  # in `changes`: the ids of the photos, in order, as they are to be shown
DERIVED = ("province", "city", "size_class")


def edit(
    *,
    listing: Listing,
    kind: Kind,
    said: Mapping[str, Any],
    photos: Sequence[Photo],
    plates: Sequence[Photo],
    shown: Sequence[int],
    actor: Actor,
    at: datetime,
) -> ListingEdit:
    """Ask for changes of what is on the shelf; `photos` are those wanted, in order, `shown` the ids now shown.

    What it asks for replaces what waits already. Refuses: no change, what a draft would be refused for.
    """
    if listing.state != "published":
        raise LISTING.stale(listing.state)
    wanted = preview(listing, kind, said, at)
    changes = {
        name: getattr(wanted, name)
        for name in (*sorted(EDITS), *DERIVED)
        if name != "suggested" and getattr(wanted, name) != getattr(listing, name)
    }
    if [photo.id for photo in photos] != list(shown):
        changes[PHOTOS] = [photo.id for photo in photos]
    if not changes:
        raise Refused(N_("Nothing is different from what is on the shelf."))
    in_the_way = gaps(wanted, kind, [*photos, *plates], recalled=False, today=at.date())
    if in_the_way:
        raise Refused(in_the_way[0].sentence, **in_the_way[0].params)
    return _ask(listing, changes, actor, at)


def withdraw_edit(*, edit: ListingEdit, actor: Actor, at: datetime) -> None:
    """Take a waiting change back. Refuses: one that was decided (Stale)."""
    if advance(edit, EDIT, "withdraw", actor=actor, at=at):
        edit.decided_at = at


def withdraw_edits(*, listing_ids: Collection[int], actor: Actor, at: datetime) -> None:
    """Take back what waits of listings that are no longer as the edits knew them, however many."""
    if not listing_ids:
        return
    waiting = select(ListingEdit.id).where(
        ListingEdit.listing_id.in_(list(listing_ids)), ListingEdit.state == "submitted"
    )
    found = dict.fromkeys(
        session.scalars(waiting.order_by(ListingEdit.id).with_for_update()).all(), "submitted"
    )
    advance_all(ListingEdit, EDIT, "withdraw", found, actor=actor, at=at, values={"decided_at": at})


def apply_edit(*, listing: Listing, edit: ListingEdit) -> None:
    """Let an approved edit's changes be the listing's; its photos are the photo room's to arrange."""
    for name, value in edit.changes.items():
        if name != PHOTOS:
            setattr(listing, name, value)
    listing.revision += 1


def preview(listing: Listing, kind: Kind, said: Mapping[str, Any], at: datetime) -> Listing:
    """Return a copy of a listing as these changes would make it; it belongs to no session."""
    names = [column.key for column in inspect(Listing).column_attrs if column.key != "search"]
    copy = Listing(**{name: getattr(listing, name) for name in names})
    put(copy, kind, {name: value for name, value in said.items() if name in EDITS}, today=at.date())
    return copy


def _ask(listing: Listing, changes: dict[str, Any], actor: Actor, at: datetime) -> ListingEdit:
    if before := waiting_edits([listing.id]).get(listing.id):
        withdraw_edit(edit=before, actor=actor, at=at)
    row = ListingEdit(
        listing_id=listing.id,
        changes=changes,
        of_revision=listing.revision,
        state="submitted",
        submitted_at=at,
    )
    session.add(row)
    session.flush()
    note(
        "listing", listing.id, "edit", listing.state, listing.state,
        actor=actor, at=at, details={"edit": row.id, "changed": sorted(changes)},
    )  # fmt: skip
    return row
