"""Take a photo off: nobody sees it from now on; a sweep forgets its files."""

from datetime import datetime

from marketplace.domains.photos.models import Photo
from marketplace.domains.photos.states import PHOTO
from marketplace.foundation.actors import Actor
from marketplace.foundation.states import advance


def remove(*, photo: Photo, actor: Actor, at: datetime, why: str | None = None) -> bool:
    """Take it off; False when it was off already."""
    if not advance(photo, PHOTO, "remove", actor=actor, at=at, why=why, details={"holder": photo.holder}):
        return False
    photo.removed_at, photo.published, photo.bands, photo.looks = at, False, None, None
    return True


def forget(*, photo: Photo) -> None:
    """Note that the store keeps nothing of it any more; what it was called is nobody's business either."""
    photo.source, photo.name, photo.sizes = "", "", {}
