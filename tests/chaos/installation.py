"""A whole installation of its own: `python app.py` with quick timers, started, looked into, stopped."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Self

import httpx
import psycopg

from marketplace.onemachine import procfs

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 120.0
# What takes minutes and days in the shop takes seconds here; the code that waits is the same.
QUICK = {
    "COOLSPOT_MODE": "demo",
    "DEMO_PRODUCTS": "72",
    "DEMO_USED": "no",  # its photos would keep a core busy; the crowd brings listings of its own
    "STOCK_HOLD_MINUTES": "1",
    "PAYMENT_ASK_SECONDS": "5",
    "REFUND_RETRY_MINUTES": "0",
    "TRACKING_CHECK_SECONDS": "2",
    "CLAIM_WINDOW_HOURS": "0",
    "SANDBOX_CARRIER_STEP_SECONDS": "0.5",
    "SANDBOX_FEE_BASIS_POINTS": "0",  # fees are booked minutes later: the books are compared at once
    "SMTP_URL": "null:",
    "HOST": "127.0.0.1",
}


class Installation:
    """One shop on this machine, from its start to its stop."""

    def __init__(self, directory: Path) -> None:
        self.directory, self.log = directory, directory / "app.log"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        gone = ("DATABASE_URL", "REDIS_URL", "STRIPE_API_KEY", "STRIPE_API_BASE", "PUBLIC_URL", "SECRET_KEY")
        kept = {name: value for name, value in os.environ.items() if name not in gone}
        self.env = {**kept, **QUICK, "INSTANCE_DIR": str(directory / "instance"), "PORT": str(self.port)}
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Open the shop and wait until its timetable runs."""
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "app.py"],
                cwd=ROOT,
                env=self.env,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until = time.monotonic() + START_SECONDS
        while "timetable" not in self.pids():
            if self._process.poll() is not None or time.monotonic() > until:
                words = self.log.read_text()[-3000:]
                self.__exit__()
                raise SystemExit(f"the shop did not open:\n{words}")
            time.sleep(0.1)
        return self

    def __exit__(self, *_: object) -> None:
        """Close the shop, and make sure that nothing of it is left."""
        if self._process is None:
            return
        below = procfs.descendants(self._process.pid)
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(60)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(5)
        procfs.end([pid for pid in below if procfs.alive(pid)], signal.SIGKILL, 5.0)

    @property
    def told(self) -> dict[str, Any]:
        """Return what the watch tells tools; it is rewritten with each restart."""
        try:
            found: dict[str, Any] = json.loads((self.directory / "instance" / "runtime.json").read_text())
        except (OSError, ValueError):
            return {}
        return found

    def pids(self) -> dict[str, int]:
        """Return the processes that run, by name."""
        return {name: pid for name, pid in self.told.get("pids", {}).items() if procfs.alive(pid)}

    def connect(self) -> psycopg.Connection[Any]:
        """Return a connection of our own to the shop's database."""
        return psycopg.connect(
            self.told["database_url"].replace("+psycopg", ""), autocommit=True, connect_timeout=3
        )

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        """Ask the shop's database, through its restarts."""
        for _ in range(240):
            try:
                with self.connect() as connection:
                    return connection.execute(question).fetchall()
            except (psycopg.OperationalError, KeyError):
                time.sleep(0.5)
        raise SystemExit("the database does not come back")

    def lever(self, path: str, given: dict[str, Any] | None = None, *, verb: str = "POST") -> Any:
        """Pull a lever of the sandbox companies."""
        headers = {"Authorization": "Bearer sk_test_sandbox"}
        with httpx.Client(trust_env=False, timeout=30, headers=headers) as client:
            answer = client.request(verb, f"{self.told['sandbox_url']}/sandbox{path}", json=given)
        answer.raise_for_status()
        return answer.json()

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a flask command in the running shop."""
        return self._python("-m", "flask", "--app", "app", *words)

    def ask(self, module: str, question: object) -> Any:
        """Run one of our modules inside the shop; it answers in JSON."""
        done = self._python("-m", module, json.dumps(question))
        if done.returncode:
            raise SystemExit(f"{module}: {done.stdout}\n{done.stderr[-3000:]}")
        return json.loads(done.stdout.splitlines()[-1])

    def _python(self, *words: str) -> subprocess.CompletedProcess[str]:
        whole = [sys.executable, *words]
        return subprocess.run(whole, cwd=ROOT, env=self._env(), text=True, capture_output=True, check=False)

    def _env(self) -> dict[str, str]:
        return {**self.env, **self.told.get("environment", {})}
