"""What follows from facts about photos; journeys/reactions.py takes it up."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from marketplace.domains.photos.events import PhotoBarred, PhotoReady, PhotoReceived
from marketplace.domains.photos.queries import holders_of
from marketplace.foundation import jobs
from marketplace.foundation.db import after_commit
from marketplace.foundation.outbox import Fact
from marketplace.journeys.photos.jobs import MAKE, QUEUE
from marketplace.journeys.refresh_shelf import refresh_shelf


def make_pictures(facts: Sequence[PhotoReceived], _: datetime) -> None:
    """Have each photo's pictures made in a job of its own: one must not wait for, or die with, another."""
    for fact in facts:
        after_commit(f"make {fact}", partial(jobs.enqueue, QUEUE, MAKE, fact.photo_id))


def show_pictures(facts: Sequence[PhotoReady | PhotoBarred], at: datetime) -> None:
    """Show on the shelf that an offer has a photo now, or one less."""
    holders = [holder.partition(":") for holder in holders_of([fact.photo_id for fact in facts])]
    refresh_shelf(offer_ids=[int(number) for kind, _, number in holders if kind == "offer"], at=at)


PHOTOS: dict[type[Fact], tuple[Callable[[Sequence[Any], datetime], Any], ...]] = {
    PhotoReceived: (make_pictures,),
    PhotoReady: (show_pictures,),
    PhotoBarred: (show_pictures,),
}
