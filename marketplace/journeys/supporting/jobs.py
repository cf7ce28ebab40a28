"""Background entry points of the desk's work."""

from marketplace.foundation import clock
from marketplace.foundation.db import door
from marketplace.journeys.supporting.withhold_left import withhold_left

BATCH = 50  # people, each with all they offer


def withhold() -> int:
    """Withhold what people offer who may not sell; what is left waits for the next time."""
    with door():
        return withhold_left(limit=BATCH, at=clock.now())
