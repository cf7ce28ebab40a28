"""`python app.py`: from nothing to an open shop, and a watch over it until somebody says stop."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from types import FrameType
from typing import NoReturn

from marketplace.onemachine import CannotStart, environment, network, recipes
from marketplace.onemachine.child import Child
from marketplace.onemachine.engines import Engines, wait_ready
from marketplace.onemachine.place import Place
from marketplace.onemachine.steps import say, step, welcome
from marketplace.onemachine.watch import Watch
from marketplace.settings import Settings, UnsafeSettings

OK = 200
OPEN_WITHIN = 60.0  # seconds for the web server to answer
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """Somebody said stop."""


def main() -> int:
    """Start everything and watch it; return the exit code."""
    for number in STOPPING:
        signal.signal(number, _stop)
    try:
        _open(_settings())
    except Stopped:
        return 0
    except CannotStart as refusal:
        print(f"\n{refusal}", file=sys.stderr, flush=True)
        return 1


def _stop(number: int, _frame: FrameType | None) -> NoReturn:
    """Leave by an exception, once: the way out must not be interrupted by an impatient second Ctrl-C."""
    for each in STOPPING:
        signal.signal(each, signal.SIG_IGN)
    raise Stopped(number)


def _settings() -> Settings:
    try:
        return Settings.from_environment()
    except UnsafeSettings as complaints:
        raise CannotStart(f"The settings do not allow a start:\n{complaints}") from complaints


def _open(settings: Settings) -> NoReturn:
    place = Place(settings.instance_dir)
    url = settings.public_url or f"http://{network.address_for_people(settings.host)}:{settings.port}"
    with ExitStack() as stack:
        stack.enter_context(place.hold())
        network.require_port(settings.host, settings.port)
        say(f"Coolspot starts in {place.directory}")
        env = environment.house(settings, place, url.rstrip("/"))
        watch = Watch(lambda pids: place.publish({"url": url, "environment": env, **_for_tools(env)}, pids))
        stack.callback(_close, watch)
        opening = Opening(settings, place, watch, env)
        stack.callback(opening.leave)
        opening.run()
        mails = "your mail server" if settings.smtp_url else str(place.directory / "outbox")
        welcome(url, place.directory, mails_to=mails, demo=settings.mode == "demo")
        watch.stand()
    raise AssertionError  # the watch stands until it is stopped


def _close(watch: Watch) -> None:
    with step("Closing"):
        watch.stop()


def _for_tools(env: Mapping[str, str]) -> dict[str, str]:
    return {
        "database_url": env.get("DATABASE_URL", ""),
        "redis_url": env.get("REDIS_URL", ""),
        "sandbox_url": env.get("STRIPE_API_BASE", ""),
    }


class Opening:
    """The steps from an empty directory to a shop that answers; each adds what the next ones need."""

    def __init__(self, settings: Settings, place: Place, watch: Watch, env: dict[str, str]) -> None:
        self.settings = settings
        self.place = place
        self.watch = watch
        self.env = env
        self.errand: Child | None = None

    def leave(self) -> None:
        """Stop what runs for a while only."""
        if self.errand is not None:
            self.errand.stop()

    def run(self) -> None:
        """Take every step."""
        self._engines()
        with step("Tables"):
            self._command("db", "upgrade")
        if not self.settings.stripe_api_key and not self.settings.is_production:
            with step("Sandbox companies: payments, carrier, SMS"):
                self._sandbox()
        if self.settings.mode == "demo":
            with step("Demo data"):
                self._demo_data()
        with step("Web server"):
            web = recipes.web(self.place.logs, self.env)
            self.watch.keep(web)
            _await_life(web, lambda: network.status(self.settings.host, self.settings.port, "/healthz") == OK)
        with step("Workers and timetable"):
            for worker in recipes.workers(self.place.logs, self.env):
                self.watch.keep(worker)
            self.watch.keep(recipes.timetable(self.place.logs, self.env))
        if self.settings.mode == "demo" and os.environ.get("DEMO_USED") != "no":
            # The shop opens meanwhile. Killed with us, it goes on at the next start.
            self.errand = recipes.command(self.place.logs, self.env, "demo", "used")
            self.errand.start()
            say("  (second-hand fills itself in a new shop's first minutes: its photos are made meanwhile)")

    def _engines(self) -> None:
        """Start the engines nobody gave us an address of; the environment keeps the addresses."""
        wanted = [name for name in ("DATABASE_URL", "REDIS_URL") if not os.environ.get(name)]
        self.env.update(
            {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL") if name not in wanted}
        )
        if not wanted:
            return
        with step("Engines: " + " and ".join(_ENGINE_NAMES[name] for name in wanted)):
            engines = Engines(self.place.directory)
            for name in wanted:
                engine = engines.postgres if name == "DATABASE_URL" else engines.redis
                engine.prepare()
                self.watch.keep(engine.child, start=engine.start, stop=engine.stop, engine=True)
                self.env[name] = engine.url
            for name in wanted:
                wait_ready(engines.postgres if name == "DATABASE_URL" else engines.redis)
            if "DATABASE_URL" in wanted:
                engines.postgres.make_database()
        if engines.ground.moved:
            say(
                f"  (the engines' user cannot enter {self.place.directory}: its data lies in {engines.ground.home})"
            )

    def _sandbox(self) -> None:
        host = self.settings.host
        port = network.next_free_port(host, self.settings.port)
        url = f"http://{network.address_for_people(host)}:{port}"
        env = environment.sandbox_itself(self.place, self.env["PUBLIC_URL"])
        child = recipes.sandbox(self.place.logs, env, self.place.directory / "sandbox", (host, port), url)
        self.env.update(environment.sandbox_customer(self.place, url))
        self.watch.keep(child)
        _await_life(child, lambda: network.status(host, port, "/") > 0)

    def _demo_data(self) -> None:
        """Fill an empty shop; DEMO_PRODUCTS says with how many products."""
        products = os.environ.get("DEMO_PRODUCTS")
        self._command(
            "demo", "load", "--if-empty", "--new-only", *(["--products", products] if products else [])
        )

    def _command(self, *words: str) -> None:
        """Run one flask command to its end. Refuses: one that fails, with its last words."""
        child = recipes.command(self.place.logs, self.env, *words)
        child.start()
        try:
            code = child.wait()
        finally:
            child.stop()
        if code:
            raise CannotStart(
                f"`flask {' '.join(words)}` failed. {child.order.log} ends:\n{child.last_words()}"
            )


_ENGINE_NAMES = {"DATABASE_URL": "PostgreSQL 18", "REDIS_URL": "Redis"}


def _await_life(child: Child, answers: Callable[[], bool]) -> None:
    """Wait for an answer. Refuses: a child that dies, or stays silent too long."""
    deadline = time.monotonic() + OPEN_WITHIN
    while not answers():
        if not child.running:
            raise CannotStart(f"{child.name} cannot start, it {child.ending}:\n{child.last_words()}")
        if time.monotonic() > deadline:
            raise CannotStart(f"{child.name} does not answer: see {child.order.log}")
        time.sleep(0.05)
