"""What photos leave behind is forgotten: files of photos taken off, and files no row names."""

from datetime import datetime, timedelta
from itertools import islice

from marketplace.domains.photos.make import ORIGINALS, keys_of
from marketplace.domains.photos.queries import taken_off, wanted_sources
from marketplace.domains.photos.remove import forget
from marketplace.foundation.db import door
from marketplace.gateways import storage

PATIENCE = timedelta(hours=1)  # a photo may be on its way between the store and its row, or just being made
MOST = 500


def forget_taken_off(*, at: datetime, limit: int = MOST) -> int:
    """Delete the files of photos that were taken off over an hour ago; return how many photos."""
    with door():
        tokens = {photo.id: photo.token for photo in taken_off(at, PATIENCE, limit)}
    for token in tokens.values():
        storage.current().delete(keys_of(token))
    with door():
        for photo in taken_off(at, PATIENCE, limit):
            if photo.id in tokens:
                forget(photo=photo)
    return len(tokens)


def forget_orphans(*, at: datetime, limit: int = MOST) -> int:
    """Delete originals over an hour old that nobody waits for: a crash parted them from their row.

    Only originals can be: a picture's row is there before the picture, and when it goes all its keys are deleted.
    Originals are few, since each goes when its pictures are made: the listing stays short however many photos.
    """
    old = (kept.key for kept in storage.current().under(ORIGINALS) if kept.at < at - PATIENCE)
    gone = 0
    while some := list(islice(old, limit)):
        with door():
            wanted = wanted_sources(some)
        orphans = [key for key in some if key not in wanted]
        storage.current().delete(orphans)
        gone += len(orphans)
    return gone
