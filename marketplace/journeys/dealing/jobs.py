"""Background entry points of second-hand deals: sweeps that may run never, once or five times."""

from collections.abc import Callable

from marketplace.foundation import clock
from marketplace.foundation.db import door
from marketplace.journeys.dealing.end_proposals import expire_proposals, lapse_reservations

BATCH = 200
MOST_BATCHES = 50


def end_proposals() -> int:
    """End proposals nobody answered, and put back what was kept for buyers who did not order."""
    return _drain(expire_proposals) + _drain(lapse_reservations)


def _drain(step: Callable[..., int]) -> int:
    total = 0
    for _ in range(MOST_BATCHES):
        with door():
            done = step(limit=BATCH, at=clock.now())
        total += done
        if done < BATCH:
            break
    return total
