"""Background entry points of what the provider tells us."""

import logging
from collections.abc import Iterable
from itertools import islice

from marketplace.domains.payments.queries import open_disputes
from marketplace.foundation import clock
from marketplace.foundation.db import door
from marketplace.foundation.refusals import Unavailable
from marketplace.journeys.hearing.find_disputes import find_disputes
from marketplace.journeys.hearing.look_at_dispute import look_at_dispute

log = logging.getLogger("sweeps")
MOST_CALLS = 50  # to another company, in one run


def ask_of_disputes() -> int:
    """Ask what banks have decided, where the message of it was lost; return how many were asked about."""
    with door():
        names = open_disputes(MOST_CALLS)
    return _look_at(names)


def find_lost_disputes() -> int:
    """Follow charge-backs whose opening, verdict or fee we never heard of; return how many there were."""
    return _look_at(islice(find_disputes(at=clock.now()), MOST_CALLS))


def _look_at(names: Iterable[str]) -> int:
    """Ask about each; a failing one is logged and passed by, the provider's silence ends the run."""
    done = 0
    try:
        for name in names:
            done += _looked_at(name)
    except Unavailable as away:
        log.warning("left for the next time: %s", away)
    return done


def _looked_at(name: str) -> bool:
    try:
        look_at_dispute(dispute=name, at=clock.now())
    except Unavailable:
        raise
    except Exception:
        log.exception("a sweep stumbled over %s", name)
        return False
    return True
