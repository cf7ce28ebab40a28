"""The watch: whatever dies is started again, engines first; when the watch stops, everything stops."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from marketplace.onemachine import procfs
from marketplace.onemachine.child import Child
from marketplace.onemachine.steps import say

PR_SET_CHILD_SUBREAPER = 36
LOOK_EVERY = 0.2  # seconds
SETTLED = 10.0  # a child that lived this long was well: its next death counts as the first
FIRST_WAIT = 0.5
LONGEST_WAIT = 30.0
WORRY = 3  # deaths in a row before we show its log


@dataclass
class Kept:
    """One watched process. `start` and `stop` do what its kind needs around the child."""

    child: Child
    start: Callable[[], None]
    stop: Callable[[], None]
    engine: bool
    started: float = 0.0
    deaths: int = 0
    due: float = 0.0


class Watch:
    """Keep processes running, in the order they were given."""

    def __init__(self, on_change: Callable[[dict[str, int]], None]) -> None:
        self._kept: list[Kept] = []
        self._on_change = on_change
        # Orphans of our children come to us instead of to init, so that none can slip away.
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)

    def keep(
        self,
        child: Child,
        *,
        start: Callable[[], None] | None = None,
        stop: Callable[[], None] | None = None,
        engine: bool = False,
    ) -> None:
        """Start it, and again whenever it dies."""
        kept = Kept(child, start or child.start, stop or child.wait_stopped, engine)
        self._kept.append(kept)
        kept.start()
        kept.started = time.monotonic()
        self._tell()

    @property
    def pids(self) -> dict[str, int]:
        """Return what runs now, by name."""
        return {kept.child.name: kept.child.pid for kept in self._kept if kept.child.running}

    def stand(self) -> None:
        """Watch until a signal's handler raises."""
        while True:
            time.sleep(LOOK_EVERY)
            self.look()

    def look(self) -> None:
        """Mend what died, once."""
        for kept in self._kept:
            if not kept.child.running:
                self._mend(kept, time.monotonic())
        self._reap()

    def stop(self) -> None:
        """Stop the shop first, all of it at once, then the engines; then make sure."""
        engines = [kept for kept in self._kept if kept.engine]
        shop = [kept for kept in self._kept if not kept.engine]
        for kept in shop:
            kept.child.ask_to_stop()
        for kept in [*shop, *reversed(engines)]:
            kept.stop()
        procfs.end(procfs.descendants(os.getpid()), signal.SIGKILL, 5.0)
        self._kept.clear()

    def _mend(self, kept: Kept, now: float) -> None:
        """Note a death when it is new; start again when its wait is over."""
        name = kept.child.name
        if kept.due == 0.0:
            kept.child.sweep()
            kept.deaths = 1 if now - kept.started > SETTLED else kept.deaths + 1
            wait = 0.0 if kept.deaths == 1 else min(LONGEST_WAIT, FIRST_WAIT * 2 ** (kept.deaths - 2))
            kept.due = now + wait
            again = f"again in {wait:.1f} s" if wait else "starting it again"
            say(f"  {_clock()} {name} {kept.child.ending}; {again}.")
            if kept.deaths >= WORRY:
                say(f"  {name} died {kept.deaths} times in a row. {kept.child.order.log} ends:")
                say(kept.child.last_words(5))
        if now >= kept.due:
            kept.due = 0.0
            kept.start()
            kept.started = time.monotonic()
            self._tell()

    def _tell(self) -> None:
        self._on_change(self.pids)

    def _reap(self) -> None:
        """Take leave of orphans that came to us and ended; our own children were polled before."""
        ours = {kept.child.pid for kept in self._kept}
        with suppress(ChildProcessError):
            while (ended := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)) is not None:
                if ended.si_pid in ours:
                    return
                os.waitpid(ended.si_pid, 0)


def _clock() -> str:
    return time.strftime("%H:%M:%S")
