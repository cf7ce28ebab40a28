"""Background entry points of cases: a sweep that may run never, once or five times."""

import logging

from marketplace.domains.aftersales.cases.queries import due
from marketplace.domains.aftersales.cases.remind import remind_of_cases
from marketplace.foundation import clock
from marketplace.foundation.db import door
from marketplace.journeys.cases.end_due import end_due_case

log = logging.getLogger("sweeps")
BATCH = 200


def end_cases() -> int:
    """Do what time asks of every case that is due; one that stumbles is passed by. Return how many moved.

    Staff are reminded of what they must decide soon.
    """
    with door():
        remind_of_cases(at=clock.now(), limit=BATCH)
    with door():
        waiting = [case.id for case in due(clock.now(), BATCH)]
    return sum(_end(case_id) for case_id in waiting)


def _end(case_id: int) -> bool:
    try:
        with door():
            return end_due_case(case_id=case_id, at=clock.now())
    except Exception:
        log.exception("the sweep of cases stumbled over %s", case_id)
        return False
