"""When things happen by themselves: the sweeps, and who reacts to facts. worker.py's timetable acts on it.

A sweep asks PostgreSQL for everything that is due and not done; it may run never, once or five times.
"""

from dataclasses import dataclass

# Called by a worker with a list of fact ids, on the queue each fact names.
REACTIONS = "marketplace.journeys.reactions.react"


@dataclass(frozen=True)
class Slot:
    """One sweep: how often in seconds, the job's dotted path, and whose queue it goes to."""

    every_seconds: float
    path: str
    queue: str = "chores"


TIMETABLE: tuple[Slot, ...] = ()
