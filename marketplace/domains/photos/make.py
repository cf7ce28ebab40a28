"""A photo's pictures: who tries to make them, and what came of it. Decoding happens elsewhere, in `making`."""

from datetime import datetime

from sqlalchemy import update

from marketplace.domains.photos.events import PhotoReady
from marketplace.domains.photos.making import KINDS, SIZES, Made
from marketplace.domains.photos.making.looks import bands
from marketplace.domains.photos.models import Photo
from marketplace.domains.photos.states import PHOTO
from marketplace.foundation.actors import SYSTEM
from marketplace.foundation.db import session
from marketplace.foundation.locks import lock_row
from marketplace.foundation.outbox import record
from marketplace.foundation.states import advance

MOST_TRIES = 3  # a photo that kills three processes is not a fourth one's problem
ORIGINALS, PICTURES = "originals", "pictures"


def original_key(token: str) -> str:
    """Return where the store keeps what somebody sent, until its pictures are made."""
    return f"{ORIGINALS}/{token[:2]}/{token}"


def picture_key(token: str, size: int, kind: str) -> str:
    """Return where the store keeps one picture."""
    return f"{PICTURES}/{token[:2]}/{token}/{size}.{kind}"


def keys_of(token: str) -> list[str]:
    """Return every key the store may keep something of this photo under."""
    return [original_key(token), *(picture_key(token, size, kind) for size in SIZES for kind in KINDS)]


def begin(*, photo_id: int) -> Photo | None:
    """Count a try before it is made, so that one that never returns counts; None when there is nothing to make."""
    stmt = update(Photo).where(Photo.id == photo_id, Photo.state == "received")
    return session.scalars(stmt.values(tries=Photo.tries + 1).returning(Photo)).one_or_none()


def put_off(*, photo_id: int) -> None:
    """Take the count of a try back that was never made: the store was away, and the photo is not to blame."""
    session.execute(update(Photo).where(Photo.id == photo_id, Photo.tries > 0).values(tries=Photo.tries - 1))


def finish(*, photo_id: int, made: Made, at: datetime) -> bool:
    """Note that the pictures lie in the store; False when nobody wants them any more."""
    photo = lock_row(Photo, photo_id)
    if photo is None or photo.state != "received":
        return photo is not None and photo.state == "ready"
    advance(photo, PHOTO, "make", actor=SYSTEM, at=at)
    photo.width, photo.height, photo.sizes = made.width, made.height, made.sizes
    photo.looks, photo.bands, photo.ready_at = made.looks, bands(made.looks), at
    record(PhotoReady(photo.id), at)
    return True


def give_up(*, photo_id: int, code: str, at: datetime) -> None:
    """Note why no pictures can be made of it."""
    photo = lock_row(Photo, photo_id)
    if photo is not None and photo.state == "received":
        advance(photo, PHOTO, "refuse", actor=SYSTEM, at=at, why=code)
        photo.refusal = code
