"""The saboteur: what to break and when is thrown by the seed; each deed waits for the crowd to come that far."""

from __future__ import annotations

import random
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable

import httpx
import redis

from marketplace.foundation.jobs import QUEUES
from marketplace.onemachine import procfs
from tests.chaos.installation import Installation

KILLS = (
    "web",
    "web-process",
    "rq-parent",
    "work-horse",
    "group",
    "timetable",
    "redis",
    "flushall",
    "postgres",
)
# Of letters, by event; of requests, by path. Chances and counts are the sandbox's own.
FAULTS = (
    {"kind": "duplicate", "times": 6},
    {"kind": "drop", "times": 4},
    {"kind": "reorder", "times": 4},
    {"kind": "delay", "times": 4, "seconds": 4.0},
    {"kind": "forge", "times": 2},
    {"kind": "error_before", "times": 3, "path": "/v1/checkout/sessions"},
    {"kind": "error_after", "times": 3, "path": "/v1/checkout/sessions", "method": "POST"},
    {"kind": "close_after", "times": 2, "path": "/v1/refunds", "method": "POST"},
    {"kind": "error_before", "times": 3, "path": "/v1/refunds"},
    {"kind": "error_after", "times": 2, "path": "/v1/transfers", "method": "POST"},
    {"kind": "close_before", "times": 2, "path": "/v1/"},
    {"kind": "rate_limit", "times": 3, "path": "/v1/"},
)
HORSE_SECONDS = 6.0  # how long a work-horse is looked for; it lives for milliseconds


class Saboteur(threading.Thread):
    """Breaks things one after another while `progress()` (orders begun) grows."""

    def __init__(
        self,
        shop: Installation,
        plan: list[tuple[int, str]],
        dice: random.Random,
        progress: Callable[[], int],
    ) -> None:
        super().__init__(daemon=True)
        self.shop, self.plan, self.dice, self.progress = shop, plan, dice, progress
        self.done: Counter[str] = Counter()
        self.last_at = time.monotonic()
        self.stopped = threading.Event()

    def run(self) -> None:
        """Do every deed when its time has come."""
        for at, deed in self.plan:
            while self.progress() < at and not self.stopped.is_set():
                time.sleep(0.1)
            if self.stopped.is_set():
                return
            time.sleep(self.dice.uniform(0, 1.0))
            if self._do(deed):
                self.done[deed] += 1
                self.last_at = time.monotonic()

    def _do(self, deed: str) -> bool:
        if deed.startswith("fault"):
            return self._order_fault(int(deed.split(":")[1]))
        if deed == "flushall":
            return self._flush()
        return self._kill(deed)

    def _order_fault(self, number: int) -> bool:
        try:
            self.shop.lever("/faults", FAULTS[number])
        except httpx.HTTPError:
            return False
        return True

    def _flush(self) -> bool:
        try:
            redis.Redis.from_url(self.shop.told["redis_url"]).flushall()
        except (redis.RedisError, KeyError):
            return False
        return True

    def _kill(self, deed: str) -> bool:
        """Kill -9 whoever it is; False when nobody of that kind was there."""
        found = self._victims(deed)
        procfs.send(found, signal.SIGKILL)
        return bool(found)

    def _victims(self, deed: str) -> list[int]:
        pids = self.shop.pids()
        worker = pids.get(f"worker-{self.dice.choice(QUEUES)}", 0)
        if deed == "work-horse":
            return self._horse([pid for name, pid in pids.items() if name.startswith("worker-")])
        if deed == "web-process":
            below = procfs.descendants(pids["web"]) if "web" in pids else []
            return [self.dice.choice(below)] if below else []
        if deed == "group":
            return procfs.in_session(worker) if worker else []
        pid = worker if deed == "rq-parent" else pids.get(deed, 0)
        return [pid] if pid else []

    def _horse(self, parents: list[int]) -> list[int]:
        """Catch a work-horse at work."""
        until = time.monotonic() + HORSE_SECONDS
        while time.monotonic() < until:
            said = subprocess.run(
                ["pgrep", "-P", ",".join(map(str, parents))], capture_output=True, text=True, check=False
            ).stdout
            if said.split():
                return [int(said.split()[0])]
        return []


def plan_of(orders: int, deeds: int, dice: random.Random) -> list[tuple[int, str]]:
    """Throw when which deed is done: all kinds of kill in turn, shuffled, a fault of the companies before each."""
    kills: list[str] = []
    while len(kills) < deeds:
        kills += dice.sample(KILLS, len(KILLS))
    plan = []
    for i, kill in enumerate(kills[:deeds]):
        at = max(1, (i + 1) * orders // (deeds + 1))
        plan += [(at, f"fault:{dice.randrange(len(FAULTS))}"), (at, kill)]
    return plan
