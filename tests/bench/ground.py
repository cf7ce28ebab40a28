"""The ground a bench stands on: engines as durable as in production, shops of several sizes, our own servers."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from marketplace.onemachine import network, recipes
from marketplace.onemachine.child import Child, Order
from marketplace.onemachine.engines import Engines
from tests.bench.figures import ROOT

SETTINGS = "marketplace/onemachine/gunicorn_conf.py"


@dataclass
class Shop:
    """One database filled with so many products, and how its processes are told of it."""

    products: int
    env: dict[str, str]
    logs: Path

    def command(self, *words: str) -> str:
        """Run a flask command to its end and return what it said."""
        done = self._run("-m", "flask", "--app", "app", *words)
        return done.stdout.strip()

    def ask(self, module: str, **question: Any) -> Any:
        """Run one of our modules in a process of its own, inside this shop; it answers in JSON."""
        return json.loads(self._run("-m", module, json.dumps(question)).stdout.splitlines()[-1])

    def _run(self, *words: str) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, **self.env}
        done = subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=env, text=True, capture_output=True, check=False
        )
        if done.returncode:
            raise SystemExit(f"{' '.join(words)} failed:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
        return done

    def connect(self) -> psycopg.Connection[Any]:
        """Return a connection of our own to its database."""
        return psycopg.connect(self.env["DATABASE_URL"].replace("+psycopg", ""), autocommit=True)


@dataclass
class Ground:
    """Engines and what stands on them. `say` tells the person who waits."""

    directory: Path
    engines: Engines
    quick: bool = False
    full: bool = False
    shops: dict[int, Shop] = field(default_factory=dict)

    def shop(self, products: int) -> Shop:
        """Return the shop of this size, filled when first asked for."""
        if products not in self.shops:
            began = time.monotonic()
            self.shops[products] = made = self.empty_shop(f"shop_{products}", products)
            said = made.command("demo", "load", "--new-only", "--products", str(products))
            say(f"  a shop of {said.splitlines()[-1]} ({time.monotonic() - began:.0f} s with its tables)")
        return self.shops[products]

    def empty_shop(self, name: str, products: int = 0) -> Shop:
        """Make a database with its tables and nobody in it."""
        with psycopg.connect(
            host=str(self.engines.ground.sockets), user="coolspot", dbname="postgres", autocommit=True
        ) as top:
            top.execute(f"CREATE DATABASE {name}")
        made = Shop(products, self._env(name), self.directory / "logs")
        made.command("db", "upgrade")
        return made

    def _env(self, name: str) -> dict[str, str]:
        instance = self.directory / name
        instance.mkdir(exist_ok=True)
        return {
            "COOLSPOT_MODE": "demo",
            "DATABASE_URL": self.engines.database_url.replace("@/coolspot?", f"@/{name}?"),
            "REDIS_URL": self.engines.redis_url,
            "INSTANCE_DIR": str(instance),
            "SECRET_KEY": "bench-" + "k" * 40,
            "HOST": "127.0.0.1",
            "WEB_THREADS": "4",
            "SMTP_URL": "null:",
            "STRIPE_API_KEY": "sk_test_sandbox",
            "STRIPE_WEBHOOK_SECRET": "whsec_bench_" + "s" * 24,
            "PYTHONUNBUFFERED": "1",
        }


@contextmanager
def ground(*, quick: bool, full: bool) -> Iterator[Ground]:
    """Start engines in a directory of their own, and leave nothing of it."""
    with tempfile.TemporaryDirectory(prefix="coolspot-bench-") as where:
        directory = Path(where)
        directory.chmod(0o711)
        (directory / "logs").mkdir()
        with Engines(directory / "engines", durable=True) as engines:
            yield Ground(directory, engines, quick=quick, full=full)


@contextmanager
def served(shop: Shop, app: str = "app:app", port: int = 0, **env: str) -> Iterator[tuple[int, Child]]:
    """Serve a shop, or another app, as production does; yield the port and the server."""
    port = port or free_port()
    child = Child(_order(f"web-{port}", ["-m", "gunicorn", "-c", SETTINGS, app], shop, PORT=str(port), **env))
    with kept(child):
        path = "/healthz" if app == "app:app" else "/"
        wait_until(lambda: network.status("127.0.0.1", port, path) == 200, child)
        yield port, child


@contextmanager
def kept(*children: Child) -> Iterator[None]:
    """Start children and stop them whatever happens."""
    try:
        for child in children:
            child.start()
        yield
    finally:
        for child in children:
            child.ask_to_stop()
        for child in children:
            child.wait_stopped()


def workers(shop: Shop, **env: str) -> list[Child]:
    """Return the shop's queue workers and its timetable, not started."""
    told = {**shop.env, **env}
    return [*recipes.workers(shop.logs, told), recipes.timetable(shop.logs, told)]


def wait_until(true: Any, child: Child | None = None, seconds: float = 60.0) -> float:
    """Wait for it; return after how many seconds it came. Refuses: a child that died, patience at its end."""
    began = time.monotonic()
    while not true():
        if child is not None and not child.running:
            raise SystemExit(f"{child.name} {child.ending}:\n{child.last_words(30)}")
        if time.monotonic() - began > seconds:
            raise SystemExit(
                "waited in vain" + (f" for {child.name}:\n{child.last_words(30)}" if child else "")
            )
        time.sleep(0.02)
    return time.monotonic() - began


def press(port: int, paths: list[str], *, clients: int, seconds: float, **more: Any) -> dict[str, Any]:
    """Have the load process ask for these paths."""
    order = {"port": port, "paths": paths, "clients": clients, "seconds": seconds, **more}
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.load"],
        input=json.dumps(order),
        cwd=ROOT,
        text=True,
        capture_output=True,
        check=True,
    )
    seen: dict[str, Any] = json.loads(done.stdout)
    if seen["bad"] > len(seen["times"]) * 0.001:
        raise SystemExit(f"{seen['bad']} of {len(seen['times'])} answers were not 200: {paths[:3]}")
    return seen


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _order(name: str, words: list[str], shop: Shop, **env: str) -> Order:
    return Order(
        name, [sys.executable, *words], shop.logs / f"{name}.log", ROOT, {**shop.env, **env}, grace=10.0
    )


def say(words: str) -> None:
    """Tell the person who waits."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()
