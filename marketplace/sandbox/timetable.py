"""What happens by itself: sessions lapse, late money arrives, payouts land, parcels move."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from marketplace.sandbox.carrier import push
from marketplace.sandbox.stripe.paying import payout, refund, session

if TYPE_CHECKING:
    from collections.abc import Callable

    from marketplace.sandbox.world import World

log = logging.getLogger(__name__)
TICK_SECONDS = 0.2
VERBS: dict[str, Callable[[World, str], object]] = {
    "lapse": session.lapse,
    "late_money": lambda world, ident: session.settle(world, ident, paid=True),
    "late_failure": lambda world, ident: session.settle(world, ident, paid=False),
    "refund_succeeds": refund.succeed,
    "refund_fails": refund.fail,
    "payout_arrives": payout.arrive,
    "payout_fails": payout.fail,
}


def run_due(world: World) -> int:
    """Do everything that is due, each in its own transaction; return how many."""
    rows = world.db.all(
        "SELECT * FROM timers WHERE due_at <= ? ORDER BY due_at, id LIMIT 500", (world.moment(),)
    )
    for row in rows:
        try:
            with world.db.transaction(), world.db.attempt():
                # The row goes with its effect: a kill in between leaves both or neither.
                if world.db.run("DELETE FROM timers WHERE id = ?", (row["id"],)):
                    VERBS[row["verb"]](world, row["subject"])
        except Exception:
            log.exception("timer %s %s", row["verb"], row["subject"])
            world.db.run("DELETE FROM timers WHERE id = ?", (row["id"],))
    return len(rows)


class Timetable:
    """A thread that looks at the clock five times a second."""

    def __init__(self, world: World) -> None:
        """Make ready."""
        self._world = world
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._work, name="timetable", daemon=True)

    def start(self) -> None:
        """Begin looking."""
        self._thread.start()

    def close(self) -> None:
        """Stop looking."""
        self._closing.set()
        if self._thread.is_alive():
            self._thread.join()

    def _work(self) -> None:
        while not self._closing.wait(TICK_SECONDS):
            try:
                run_due(self._world)
                push.tell_due(self._world)
            except Exception:
                log.exception("timetable")
