"""Background entry points of photos."""

from datetime import timedelta

from marketplace.domains.photos.queries import waiting
from marketplace.foundation import clock, jobs
from marketplace.foundation.db import door
from marketplace.journeys.photos.make import make_photo
from marketplace.journeys.photos.sweep import forget_orphans, forget_taken_off

QUEUE, MAKE = "photos", "marketplace.journeys.photos.jobs.make"
PATIENCE = timedelta(seconds=90)  # its own job comes first
MOST = 200


def make(photo_id: int) -> None:
    """Make one photo's pictures: a job each, so that one cannot spend another's time or memory."""
    make_photo(photo_id=photo_id, at=clock.now())


def remake() -> None:
    """Ask again for photos whose job was lost; while others wait in line, theirs may be among them."""
    if not jobs.is_idle(QUEUE):
        return
    with door():
        late = waiting(clock.now() - PATIENCE, MOST)
    for photo_id in late:
        jobs.enqueue(QUEUE, MAKE, photo_id)


def forget() -> None:
    """Forget the files of photos taken off, and files no row names."""
    forget_taken_off(at=clock.now())
    forget_orphans(at=clock.now())
