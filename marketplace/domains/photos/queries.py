"""Reading photos: of a thing, by its name in addresses, near to another; and what sweeps look for."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BIGINT, Select, String, cast, func, literal, select
from sqlalchemy.dialects.postgresql import BIT

from marketplace.domains.photos.models import Photo
from marketplace.domains.photos.refusals import SENTENCES
from marketplace.domains.photos.states import PHOTO
from marketplace.foundation.db import session
from marketplace.foundation.history import history_of
from marketplace.foundation.refusals import Missing

NEAR_BITS = 8  # of 64 that may differ: another crop or compression, not another fridge
MOST_NEAR = 20


def find_photo(token: str) -> Photo | None:
    """Return the photo of this name, unless it was taken off."""
    stmt = select(Photo).where(Photo.token == token, Photo.removed_at.is_(None))
    return session.scalars(stmt).one_or_none()


def get_photo(token: str, *, holder: str) -> Photo:
    """Return a photo that hangs on `holder`. Refuses: any other, as if it were not there."""
    found = find_photo(token)
    if found is None or found.holder != holder:
        raise Missing
    return found


def hanging(holder: str) -> list[Photo]:
    """Return a thing's photos in order, those that wait or could not be made among them."""
    return photos_of([holder])[holder]


def photos_of(holders: Collection[str], *, shown: bool = False) -> dict[str, list[Photo]]:
    """Return the photos of each of these things in order; with `shown` only those that can be shown to everybody.

    One statement, whatever the number of things; each of them has a list, if an empty one.
    """
    found: dict[str, list[Photo]] = {holder: [] for holder in holders}
    if not found:
        return found
    stmt = select(Photo).where(Photo.holder.in_(list(found)), Photo.removed_at.is_(None))
    if shown:
        stmt = stmt.where(Photo.published, Photo.state == "ready")
    for photo in session.scalars(stmt.order_by(Photo.holder, Photo.position, Photo.id)):
        found[photo.holder].append(photo)
    return found


def photos_by_id(photo_ids: Collection[int]) -> dict[int, Photo]:
    """Return these photos by id, those that were taken off left out."""
    stmt = select(Photo).where(Photo.id.in_(list(photo_ids)), Photo.removed_at.is_(None))
    return {photo.id: photo for photo in session.scalars(stmt)} if photo_ids else {}


def shown_tokens() -> Select[Any]:
    """Select `holder`, `position`, `id` and `token` of every photo that everybody may see, to be joined."""
    stmt: Any = select(Photo.holder, Photo.position, Photo.id, Photo.token)
    found: Select[Any] = stmt.where(Photo.published, Photo.state == "ready", Photo.removed_at.is_(None))
    return found


def holders_of(photo_ids: Collection[int]) -> Sequence[str]:
    """Return what these photos hang on."""
    return session.scalars(select(Photo.holder).distinct().where(Photo.id.in_(list(photo_ids)))).all()


def why_not(photo: Photo) -> str:
    """Return the sentence that says why its pictures could not be made; empty when they could, or may yet."""
    return SENTENCES[photo.refusal or "broken"] if photo.state == "refused" else ""


def why_barred(photos: Collection[Photo]) -> dict[str, str]:
    """Return by token why staff took these photos off, those of them that are."""
    barred = {photo.id: photo.token for photo in photos if photo.state == "barred"}
    lines = history_of([(PHOTO.subject, key) for key in barred])
    return {barred[line.subject_id]: line.why or "" for line in reversed(lines) if line.verb == "bar"}


def near_ones(photo: Photo, *, bits: int = NEAR_BITS, limit: int = MOST_NEAR) -> list[Photo]:
    """Return photos that look nearly as this one and hang on something else, the nearest first.

    Found by index: they share a quarter of the hash. A plain wall, near to every other wall, has none.
    """
    if photo.looks is None or not photo.bands:
        return []
    differs = cast(Photo.looks.op("#")(literal(photo.looks, BIGINT)), BIT(64))
    distance = func.length(func.replace(cast(differs, String), "0", ""))
    stmt = (
        select(Photo)
        .where(Photo.bands.op("&&")(photo.bands), Photo.holder != photo.holder, distance <= bits)
        .where(Photo.removed_at.is_(None))
        .order_by(distance, Photo.id)
    )
    return list(session.scalars(stmt.limit(limit)))


def waiting(before: datetime, limit: int) -> Sequence[int]:
    """Return photos received before that moment whose pictures are not made, oldest first."""
    stmt = select(Photo.id).where(Photo.state == "received", Photo.created_at < before)
    return session.scalars(stmt.order_by(Photo.id).limit(limit)).all()


def taken_off(now: datetime, patience: timedelta, limit: int) -> Sequence[Photo]:
    """Return photos taken off a while ago of which the store still keeps something."""
    stmt = select(Photo).where(Photo.removed_at < now - patience, Photo.source != "")
    return session.scalars(stmt.order_by(Photo.removed_at).limit(limit)).all()


def wanted_sources(sources: Collection[str]) -> set[str]:
    """Return which of these originals somebody still waits for."""
    stmt = select(Photo.source).where(Photo.source.in_(list(sources)), Photo.state == "received")
    return set(session.scalars(stmt))
