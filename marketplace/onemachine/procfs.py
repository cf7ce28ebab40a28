"""Look at processes through /proc: stopping must work with the standard library alone."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from pathlib import Path

PROC = Path("/proc")


def _stat(pid: int) -> list[str] | None:
    """Return the fields of /proc/<pid>/stat that follow the command name, state first."""
    try:
        text = (PROC / str(pid) / "stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return text.rpartition(")")[2].split()


def everybody() -> list[int]:
    """Return all process ids this machine shows us."""
    return [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()]


def alive(pid: int) -> bool:
    """Tell whether the process runs; a zombie does not."""
    fields = _stat(pid)
    return fields is not None and fields[0] not in "ZX"


def born(pid: int) -> str:
    """Return the start tick of a process: with the pid it names one process for ever. Empty: none such."""
    fields = _stat(pid)
    return fields[19] if fields else ""


def descendants(root: int) -> list[int]:
    """Return the living processes below `root`, whatever session they moved to."""
    parents = {pid: int(fields[1]) for pid in everybody() if (fields := _stat(pid)) and fields[0] not in "ZX"}
    found: list[int] = []
    level = {root}
    while level:
        level = {pid for pid, parent in parents.items() if parent in level}
        found.extend(level)
    return found


def in_session(session: int) -> list[int]:
    """Return the living processes of a session: a child's own, for each child leads a session."""
    found = []
    for pid in everybody():
        fields = _stat(pid)
        if fields and fields[0] not in "ZX" and int(fields[3]) == session:
            found.append(pid)
    return found


def working_in(directory: Path, program: str) -> list[int]:
    """Return processes named `program` working in `directory`: an engine's own, even orphaned."""
    found = []
    for pid in everybody():
        try:
            same = (PROC / str(pid) / "cwd").readlink() == directory
            named = (PROC / str(pid) / "comm").read_text().strip() == program
        except OSError:
            continue
        if same and named and alive(pid):
            found.append(pid)
    return found


def send(pids: list[int], number: signal.Signals) -> None:
    """Signal each of them; one that is gone already is what we wanted."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


def end(pids: list[int], first: signal.Signals, patience: float) -> None:
    """Ask with `first`, wait up to `patience` seconds, then kill what is left."""
    send(pids, first)
    if not wait_gone(pids, patience):
        send([pid for pid in pids if alive(pid)], signal.SIGKILL)
        wait_gone(pids, 5.0)


def wait_gone(pids: list[int], seconds: float) -> bool:
    """Wait until none of them lives; False when time ran out."""
    deadline = time.monotonic() + seconds
    while any(alive(pid) for pid in pids):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
