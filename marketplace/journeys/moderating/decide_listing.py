"""A moderator decides about a listing: with a yes its photos are shown to everybody, with a no they no longer are."""

from collections.abc import Sequence
from datetime import datetime

from marketplace.domains.listings.gates import PLATE
from marketplace.domains.listings.models import Listing, ListingEdit
from marketplace.domains.listings.moderation.decide import APPROVE, decide, decide_edit, decide_many
from marketplace.domains.listings.queries import holder_of
from marketplace.domains.photos.arrange import arrange
from marketplace.domains.photos.publish import publish, unpublish
from marketplace.domains.photos.queries import photos_of
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.locks import lock_row, lock_rows
from marketplace.foundation.refusals import Missing, Stale
from marketplace.foundation.text import N_


def decide_listing(
    *,
    listing_id: int,
    verb: str,
    reason: str = "",
    words: str = "",
    read_at: datetime | None = None,
    actor: Actor,
    at: datetime,
) -> bool:
    """Decide about one listing; False when that is so already.

    Refuses: what `decide` refuses; what was sent in anew after `read_at`, when its moderator read it (Stale).
    """
    row = lock_row(Listing, listing_id)
    if row is None:
        raise Missing
    if _is_unread(row, read_at):
        raise Stale(N_("Its seller sent it in anew since you read it. Look at it again."))
    if not decide(listing=row, verb=verb, actor=actor, at=at, reason=reason, words=words):
        return False
    _show([row.id], verb)
    return True


def decide_all(
    *,
    listing_ids: Sequence[int],
    verb: str,
    reason: str = "",
    words: str = "",
    read_at: datetime | None = None,
    actor: Actor,
    at: datetime,
) -> tuple[list[int], list[int]]:
    """Decide about many alike; return (those decided, those left alone: moved on, sent in anew, or one's own)."""
    rows = lock_rows(Listing, listing_ids)
    read = [row for row in rows if not _is_unread(row, read_at)]
    done = decide_many(listings=read, verb=verb, actor=actor, at=at, reason=reason, words=words)
    _show(done, verb)
    return done, [row.id for row in rows if row.id not in set(done)]


def decide_listing_edit(
    *, edit_id: int, verb: str, reason: str = "", words: str = "", actor: Actor, at: datetime
) -> bool:
    """Decide about a change of an approved listing; with a yes its photos are arranged as it wishes.

    Refuses: what `decide_edit` refuses; a yes to photos that were taken off meanwhile (Stale).
    """
    found = session.get(ListingEdit, edit_id)
    # The listing first, as its seller does who edits anew or takes it off.
    listing = lock_row(Listing, found.listing_id) if found is not None else None
    edit = lock_row(ListingEdit, edit_id) if listing is not None else None
    if listing is None or edit is None:
        raise Missing
    if not decide_edit(edit=edit, listing=listing, verb=verb, actor=actor, at=at, reason=reason, words=words):
        return False
    if verb == APPROVE and "photos" in edit.changes:
        _arrange(listing, edit.changes["photos"])
    return True


def _is_unread(row: Listing, read_at: datetime | None) -> bool:
    """Say whether it was taken back, changed and sent in anew while its moderator had the page open."""
    return read_at is not None and row.submitted_at is not None and row.submitted_at > read_at


def _show(listing_ids: Sequence[int], verb: str) -> None:
    """Show the photos of what was approved, plates aside; hide those of everything else."""
    holders = [holder_of(listing_id) for listing_id in listing_ids]
    if verb == APPROVE:
        held = photos_of(holders).values()
        publish(*holders, tokens=[photo.token for photos in held for photo in photos if photo.role != PLATE])
    else:
        unpublish(*holders)


def _arrange(listing: Listing, photo_ids: Sequence[int]) -> None:
    holder = holder_of(listing.id)
    held = {photo.id: photo for photo in photos_of([holder])[holder]}
    if not held.keys() >= set(photo_ids):
        raise Stale(
            N_("A photo this edit would show has been taken off: reject it, and its seller can edit anew.")
        )
    wanted = [held[photo_id] for photo_id in photo_ids]
    unpublish(holder)
    publish(holder, tokens=[photo.token for photo in wanted])
    rest = [photo for photo in held.values() if photo not in wanted]
    arrange(holder=holder, tokens=[photo.token for photo in (*wanted, *rest)])
