"""Background entry points of opinions."""

from marketplace.foundation import clock
from marketplace.foundation.db import door
from marketplace.journeys.opinions.judge import show_due

BATCH = 200


def show_opinions() -> int:
    """Show what was hidden for long enough."""
    with door():
        return show_due(limit=BATCH, at=clock.now())
