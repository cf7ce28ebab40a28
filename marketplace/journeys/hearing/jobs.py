"""Background entry points of what the provider tells us."""

import logging

from marketplace.domains.payments.queries import open_disputes
from marketplace.foundation import clock
from marketplace.foundation.db import door
from marketplace.foundation.refusals import Unavailable
from marketplace.journeys.hearing.look_at_dispute import look_at_dispute

log = logging.getLogger("sweeps")
MOST_CALLS = 50  # to another company, in one run


def ask_of_disputes() -> int:
    """Ask what banks have decided, where the message of it was lost; return how many were asked about."""
    with door():
        names = open_disputes(MOST_CALLS)
    for done, name in enumerate(names):
        try:
            look_at_dispute(dispute=name, at=clock.now())
        except Unavailable as away:
            log.warning("left for the next time: %s", away)
            return done
    return len(names)
