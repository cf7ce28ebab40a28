"""One process we started: its own group, its own log, and a leash to us."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from marketplace.onemachine import procfs

PR_SET_PDEATHSIG = 1
KEPT_LOGS = 3
LONG_LOG = 1_000_000

# Looked up before any fork: between fork and exec we may not load libraries.
_prctl = ctypes.CDLL(None, use_errno=True).prctl


@dataclass(frozen=True)
class Order:
    """How to start one child. `uid` None keeps ours; `grace` is in seconds."""

    name: str
    argv: Sequence[str]
    log: Path
    cwd: Path
    env: Mapping[str, str] = field(default_factory=dict)
    uid: int | None = None
    gid: int | None = None
    stop_with: signal.Signals = signal.SIGTERM
    orphaned_with: signal.Signals = signal.SIGTERM
    grace: float = 10.0


def _leash(number: signal.Signals, parent: int) -> Callable[[], None]:
    """Return what the child does before exec: ask for `number` when we die, clean its signal mask."""

    def fasten() -> None:
        _prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
        if os.getppid() != parent:  # we died before the leash was on
            os._exit(1)
        signal.pthread_sigmask(signal.SIG_SETMASK, [])

    return fasten


def rotate(log: Path) -> None:
    """Move a long log aside, keeping the last few: called before a start, never under a running child."""
    if not log.exists() or log.stat().st_size < LONG_LOG:
        return
    for number in range(KEPT_LOGS - 1, 0, -1):
        older = log.with_suffix(f".{number}.log")
        if older.exists():
            older.rename(log.with_suffix(f".{number + 1}.log"))
    log.rename(log.with_suffix(".1.log"))


class Child:
    """Start, look at and stop one process."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.name = order.name
        self._process: subprocess.Popen[bytes] | None = None
        self._log_from = 0
        self._asked = 0.0

    @property
    def pid(self) -> int:
        """Return the process id, 0 when it never ran."""
        return self._process.pid if self._process else 0

    @property
    def running(self) -> bool:
        """Tell whether the process lives; reaps it when it does not."""
        return self._process is not None and self._process.poll() is None

    @property
    def ending(self) -> str:
        """Say in words how it ended."""
        code = self._process.returncode if self._process else None
        if code is not None and code < 0:
            return f"killed by {signal.Signals(-code).name}"
        return f"left with exit code {code}"

    def start(self) -> None:
        """Start the process in a session of its own, so that Ctrl-C reaches only the watch."""
        self.wait_stopped()  # an earlier life still dying
        order = self.order
        rotate(order.log)
        with order.log.open("ab") as log:
            self._log_from = log.tell()
            self._process = subprocess.Popen(
                list(order.argv),
                cwd=order.cwd,
                env={**os.environ, **order.env},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                user=order.uid,
                group=order.gid,
                extra_groups=None if order.uid is None else [],
                preexec_fn=_leash(order.orphaned_with, os.getpid()),  # noqa: PLW1509 - the watch has one thread
            )

    def wait(self) -> int:
        """Wait for it to end by itself; return its exit code."""
        return self._process.wait() if self._process else 0

    def ask_to_stop(self) -> None:
        """Send the stop signal without waiting.

        Once only: RQ takes a second one as an order to drop the job in its hands.
        """
        if self.running and self._process:
            self._asked = time.monotonic()
            self._process.send_signal(self.order.stop_with)

    def wait_stopped(self) -> None:
        """Wait for the end until the grace after asking is over; then kill, and leave nothing of its session."""
        if self._process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(max(0.0, self._asked + self.order.grace - time.monotonic()))
        self.sweep()
        self._process.wait(5)

    def stop(self) -> None:
        """Ask and wait."""
        self.ask_to_stop()
        self.wait_stopped()

    def sweep(self) -> None:
        """Kill whatever is left of its session: server workers, a job's process."""
        if self.pid:
            procfs.end(procfs.in_session(self.pid), signal.SIGKILL, 5.0)

    def last_words(self, lines: int = 12) -> str:
        """Return the end of what it logged in this life, for the person who must mend it."""
        with suppress(OSError), self.order.log.open("rb") as log:
            log.seek(self._log_from)
            return "\n".join(log.read().decode(errors="replace").splitlines()[-lines:])
        return ""
