"""Background entry points of looking at the second-hand shelf."""

from marketplace.foundation import clock
from marketplace.foundation.db import door
from marketplace.journeys.browsing.look_again import look_again


def look_at_saved_searches() -> None:
    """Look at all saved searches that are due, a batch a transaction."""
    looked = 1
    while looked:
        with door():
            looked = look_again(at=clock.now())
