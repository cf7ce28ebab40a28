"""How each process of the shop is started: web, a worker per queue, the timetable, the sandbox, commands."""

from __future__ import annotations

import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from marketplace.foundation.jobs import QUEUES
from marketplace.onemachine.child import Child, Order

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sys.executable


def _order(name: str, words: list[str], logs: Path, env: Mapping[str, str], grace: float) -> Order:
    """Orphans of these are killed at once: what they do must survive that anyway, and a start may follow."""
    return Order(
        name=name,
        argv=[PYTHON, *words],
        log=logs / f"{name}.log",
        cwd=ROOT,
        env=env,
        orphaned_with=signal.SIGKILL,
        grace=grace,
    )


def web(logs: Path, env: Mapping[str, str]) -> Child:
    """Serve pages: gunicorn with threads."""
    settings = "marketplace/onemachine/gunicorn_conf.py"
    return Child(_order("web", ["-m", "gunicorn", "-c", settings, "app:app"], logs, env, 20.0))


def workers(logs: Path, env: Mapping[str, str]) -> list[Child]:
    """Work the queues, one process each: RQ loses jobs of a worker on several queues that dies."""
    return [
        Child(_order(f"worker-{queue}", ["worker.py", "queue", queue], logs, env, 30.0)) for queue in QUEUES
    ]


def timetable(logs: Path, env: Mapping[str, str]) -> Child:
    """Relay facts and start what is due."""
    return Child(_order("timetable", ["worker.py", "timetable"], logs, env, 10.0))


def sandbox(logs: Path, env: Mapping[str, str], data: Path, address: tuple[str, int], url: str) -> Child:
    """Stand in for the payment provider, the carrier and the SMS sender."""
    host, port = address
    words = ["-m", "marketplace.sandbox", "--host", host, "--port", str(port), "--data", str(data)]
    return Child(_order("sandbox", [*words, "--public-url", url], logs, env, 10.0))


def command(logs: Path, env: Mapping[str, str], *words: str) -> Child:
    """Run a flask command; `Child.code` tells how it went."""
    return Child(_order("setup", ["-m", "flask", "--app", "app", *words], logs, env, 10.0))
