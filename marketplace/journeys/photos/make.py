"""A photo's pictures are made: fetched from the store, decoded apart, put back, and then the row says so."""

import logging
from datetime import datetime

from marketplace.domains.photos import make
from marketplace.domains.photos.making import Made
from marketplace.domains.photos.making import make as make_pictures
from marketplace.domains.photos.refusals import Unfit
from marketplace.foundation.db import door
from marketplace.foundation.refusals import Unavailable
from marketplace.gateways import storage

log = logging.getLogger("photos")


def make_photo(*, photo_id: int, at: datetime) -> bool:
    """Make a photo's pictures and forget what was sent; False when there was nothing to make or it cannot be made.

    Harmless when repeated: the same keys are written again. Refuses: Unavailable when the store is away; it is tried
    again as if it had not been.
    """
    with door():
        photo = make.begin(photo_id=photo_id)
        if photo is None:
            return False
        token, source, tries = photo.token, photo.source, photo.tries
    try:
        return _make(photo_id, token, source, tries, at)
    except Unavailable:
        with door():
            make.put_off(photo_id=photo_id)
        raise


def _make(photo_id: int, token: str, source: str, tries: int, at: datetime) -> bool:
    try:
        made = _made(source, tries)
    except (Unfit, storage.NotKept) as no:
        code = no.code if isinstance(no, Unfit) else "broken"
        log.info("no pictures of photo %s: %s", photo_id, code)
        with door():
            make.give_up(photo_id=photo_id, code=code, at=at)
        storage.current().delete([source])
        return False
    for (size, kind), picture in made.pictures.items():
        storage.current().put(make.picture_key(token, size, kind), picture)
    with door():
        wanted = make.finish(photo_id=photo_id, made=made, at=at)
    storage.current().delete([source] if wanted else make.keys_of(token))
    return wanted


def _made(source: str, tries: int) -> Made:
    """Return the pictures. Refuses: Unfit, also one that was tried too often; NotKept."""
    if tries > make.MOST_TRIES:
        raise Unfit("broken")
    return make_pictures(storage.current().get(source))
