"""The instance directory: who holds it, its secrets, and what tools may know about what runs."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from marketplace.onemachine import CannotStart, procfs

NEEDED_BYTES = 300_000_000


class Place:
    """One installation's directory; only one watch holds it at a time."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory.resolve()
        self.logs = self.directory / "logs"
        self.runtime = self.directory / "runtime.json"

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Hold the directory until the block ends or the process dies.

        Refuses: a directory that cannot be written, too little room on its disk, another watch in it.
        """
        try:
            self.logs.mkdir(parents=True, exist_ok=True)
            lock = (self.directory / "running.lock").open("a")
        except OSError as error:
            raise CannotStart(f"{self.directory} cannot be written: {error.strerror}.") from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise CannotStart(self._already()) from None
            self._require_room()
            self._end_leftovers()
            try:
                yield
            finally:
                self.runtime.unlink(missing_ok=True)

    def secret(self, name: str) -> str:
        """Return a secret made once for this installation and kept where only its owner reads it."""
        path = self.directory / "secrets.json"
        kept: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
        if name not in kept:
            kept[name] = secrets.token_urlsafe(32)
            _write_private(path, kept)
        return kept[name]

    def publish(self, facts: dict[str, Any], pids: dict[str, int]) -> None:
        """Write runtime.json: how tools find the engines, and how the next start finds what we left."""
        watch = os.getpid()
        born = {str(pid): procfs.born(pid) for pid in [watch, *pids.values()]}
        _write_private(self.runtime, {**facts, "watch": watch, "pids": pids, "born": born})

    def _already(self) -> str:
        found = running(self.directory)
        if not found:
            return f"Coolspot is already starting in {self.directory}."
        return (
            f"Coolspot is already running at {found.get('url')} (process {found['watch']}, {self.directory})."
        )

    def _require_room(self) -> None:
        free = shutil.disk_usage(self.directory).free
        if free < NEEDED_BYTES:
            megabytes = f"{free // 1_000_000} MB free where {self.directory} lies"
            raise CannotStart(
                f"The disk is full: {megabytes}, Coolspot needs {NEEDED_BYTES // 1_000_000} MB."
            )

    def _end_leftovers(self) -> None:
        """End what an earlier watch left when it was killed; the engines look after themselves."""
        found = _read(self.runtime)
        for pid in found.get("pids", {}).values():
            if _same(found, pid):
                procfs.end(procfs.in_session(pid), signal.SIGTERM, 3.0)


def running(directory: Path) -> dict[str, Any]:
    """Return what the watch in this directory published, nothing when none stands there."""
    found = _read(directory / "runtime.json")
    return found if found and _same(found, found["watch"]) else {}


def _same(found: dict[str, Any], pid: int) -> bool:
    """Tell whether the process is the one that was written down, not a later one with its number."""
    return procfs.alive(pid) and procfs.born(pid) == found["born"].get(str(pid))


def _read(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return found


def _write_private(path: Path, content: dict[str, Any]) -> None:
    """Write whole or not at all, readable by its owner only."""
    draft = path.with_suffix(f".{os.getpid()}.new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(content, file, indent=1)
    draft.replace(path)
