"""A whole Coolspot in a directory of its own, started as a person would start it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from marketplace.onemachine import procfs

ROOT = Path(__file__).resolve().parents[2]
# What the test run itself was told must not leak into the installation under test.
OURS = (
    "COOLSPOT_",
    "DATABASE_",
    "REDIS_",
    "STRIPE_",
    "SECRET_",
    "PUBLIC_",
    "SMTP_",
    "SMS_",
    "CARRIER_",
    "MAIL_",
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(true: Callable[[], Any], seconds: float) -> float:
    """Wait until it is true and return how long that took."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds, f"not within {seconds} s"
        time.sleep(0.03)
    return time.monotonic() - began


def slowness() -> float:
    """Return how many times slower than at rest this machine is now, at least 1: others may share it."""
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", "import psycopg, redis"], check=True)
    return max(1.0, (time.monotonic() - began) / 0.5)


class Installation:
    """`python app.py` in a directory, with what a test wants to ask of it."""

    def __init__(self, directory: Path, port: int) -> None:
        self.directory = directory
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.process: subprocess.Popen[str] | None = None
        self.output = directory.with_name(f"{directory.name}.out")

    def launch(self, **extra: str) -> subprocess.Popen[str]:
        env = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        env |= {"INSTANCE_DIR": str(self.directory), "PORT": str(self.port), "DEMO_PRODUCTS": "0", **extra}
        with self.output.open("w") as output:
            return subprocess.Popen(
                [sys.executable, "app.py"],
                cwd=ROOT,
                env=env,
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
            )

    def start(self, **extra: str) -> None:
        self.process = self.launch(**extra)
        wait_for(lambda: "Ctrl-C" in self.said() or self.process.poll() is not None, 90)
        assert self.process.poll() is None, self.said()

    def said(self) -> str:
        return self.output.read_text()

    def runtime(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.directory / "runtime.json").read_text())
        return found

    def pid(self, name: str) -> int:
        return int(self.runtime()["pids"].get(name, 0))

    def everybody(self) -> list[int]:
        assert self.process is not None
        return [self.process.pid, *procfs.descendants(self.process.pid)]

    def healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def kill(self, name: str) -> int:
        """Kill with -9 and return the pid that is gone."""
        pid = self.pid(name)
        os.kill(pid, signal.SIGKILL)
        return pid

    def replaced(self, name: str, gone: int) -> bool:
        return self.pid(name) not in (0, gone)

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(60)


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    """One running installation for a module's tests.

    Not below pytest's own directory: every pytest that starts closes that one to all but root, and the engines
    run as somebody else.
    """
    with tempfile.TemporaryDirectory(prefix="coolspot-test-") as name:
        directory = Path(name)
        directory.chmod(0o711)
        house = Installation(directory / "instance", free_port())
        try:
            house.start()
            yield house
        finally:
            house.stop()
