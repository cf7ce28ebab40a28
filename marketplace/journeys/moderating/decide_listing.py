"""A moderator decides about a listing: with a yes its photos are shown to everybody, with a no they no longer are."""

from collections.abc import Sequence
from datetime import datetime

from marketplace.domains.listings.models import Listing, ListingEdit
from marketplace.domains.listings.moderation.decide import APPROVE, decide, decide_edit
from marketplace.domains.photos.arrange import arrange
from marketplace.domains.photos.publish import publish, unpublish
from marketplace.domains.photos.queries import photos_of
from marketplace.foundation.actors import Actor
from marketplace.foundation.locks import lock_row, lock_rows
from marketplace.foundation.refusals import Missing, Refusal

PLATE = "plate"  # says who owned it: shown to nobody


def decide_listing(
    *, listing_id: int, verb: str, reason: str = "", words: str = "", actor: Actor, at: datetime
) -> bool:
    """Decide about one listing; False when that is so already. Refuses: what `decide` refuses."""
    row = lock_row(Listing, listing_id)
    if row is None:
        raise Missing
    return _decided(row, verb, reason=reason, words=words, actor=actor, at=at)


def decide_all(
    *, listing_ids: Sequence[int], verb: str, reason: str = "", words: str = "", actor: Actor, at: datetime
) -> tuple[list[int], list[int]]:
    """Decide about many alike; return (those decided, those left alone: moved on, or one's own)."""
    done: list[int] = []
    left: list[int] = []
    for row in lock_rows(Listing, listing_ids):
        try:
            took = _decided(row, verb, reason=reason, words=words, actor=actor, at=at)
            (done if took else left).append(row.id)
        except Refusal:
            left.append(row.id)
    return done, left


def decide_listing_edit(
    *, edit_id: int, verb: str, reason: str = "", words: str = "", actor: Actor, at: datetime
) -> bool:
    """Decide about a change of an approved listing; with a yes its photos are arranged as it wishes."""
    edit = lock_row(ListingEdit, edit_id)
    if edit is None:
        raise Missing
    listing = lock_row(Listing, edit.listing_id)
    if listing is None:
        raise Missing
    if not decide_edit(edit=edit, listing=listing, verb=verb, actor=actor, at=at, reason=reason, words=words):
        return False
    if verb == APPROVE and "photos" in edit.changes:
        _show(listing, edit.changes["photos"])
    return True


def _decided(row: Listing, verb: str, *, reason: str, words: str, actor: Actor, at: datetime) -> bool:
    if not decide(listing=row, verb=verb, actor=actor, at=at, reason=reason, words=words):
        return False
    holder = f"listing:{row.id}"
    if verb == APPROVE:
        shown = [photo.token for photo in photos_of([holder])[holder] if photo.role != PLATE]
        publish(holder, tokens=shown)
    else:
        unpublish(holder)
    return True


def _show(listing: Listing, photo_ids: Sequence[int]) -> None:
    holder = f"listing:{listing.id}"
    held = {photo.id: photo for photo in photos_of([holder])[holder]}
    wanted = [held[photo_id] for photo_id in photo_ids if photo_id in held]
    unpublish(holder)
    publish(holder, tokens=[photo.token for photo in wanted])
    rest = [photo for photo in held.values() if photo not in wanted]
    arrange(holder=holder, tokens=[photo.token for photo in (*wanted, *rest)])
