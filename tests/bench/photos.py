"""A hundred photos as phones send them, from the store through the shop's own worker to pictures everybody can see.

The limit is the same pictures made by Pillow in one process that is there already, without store, queue or child.
"""

from __future__ import annotations

import threading
import time

from marketplace.onemachine import procfs
from marketplace.onemachine.child import Child
from tests.bench.figures import Figure
from tests.bench.ground import Ground, Shop, kept, wait_until, workers

PHOTOS, QUICK = 100, 20
BAR, MEMORY_MB = 2.0, 200
WAITING = "SELECT count(*) FROM photo WHERE state = 'received'"
READY = "SELECT count(*) FROM photo WHERE state = 'ready'"


def measure(ground: Ground) -> list[Figure]:
    """Have the workers idle, then send all photos at once and wait for the last picture."""
    shop, many = ground.shop(10_000), QUICK if ground.quick else PHOTOS
    crew = workers(shop)
    [photographer] = [child for child in crew if child.name == "worker-photos"]
    watch = Watch(photographer)
    with kept(*crew):
        wait_until(lambda: photographer.running, photographer)
        time.sleep(3)
        watch.start()
        sent = shop.ask("tests.bench.sending", photos=many)
        began = time.monotonic() - sent["seconds"]
        wait_until(lambda: _number(shop, WAITING) == 0, photographer, seconds=600)
        took = time.monotonic() - began
        watch.over.set()
        watch.join()
    if _number(shop, READY) != many:
        raise SystemExit(f"{_number(shop, READY)} of {many} photos were made")
    each = took / many
    name = f"{many} photos of 12 megapixels, {sent['megabytes']} MB, sent to shown"
    return [
        _pace(name, took, each, sent["bare"]),
        _memory("a process that decodes photos, at most", watch.peak),
        _memory("their worker, its job and that process, shared pages once", watch.crew),
    ]


def _pace(name: str, took: float, each: float, bare: float) -> Figure:
    return Figure(
        "photos", name, f"{took:.0f} s", f"{bare:.2f} s each bare", each / bare, BAR, less=True, unit="×"
    )


def _memory(what: str, megabytes: int) -> Figure:
    return Figure("photos", what, f"{megabytes} MB", "", megabytes, MEMORY_MB, less=True, unit="MB")


class Watch(threading.Thread):
    """Looks at the worker's processes: the largest of them, and all of them with what they share counted once."""

    def __init__(self, worker: Child) -> None:
        super().__init__(daemon=True)
        self.worker, self.over, self.peak, self.crew = worker, threading.Event(), 0, 0

    def run(self) -> None:
        """Look ten times a second; a process's own high-water mark misses nothing in between."""
        while not self.over.wait(0.1):
            pids = [self.worker.pid, *procfs.descendants(self.worker.pid)]
            self.peak = max(self.peak, *(_status(pid, "VmHWM") for pid in pids[1:]), 0)
            self.crew = max(self.crew, sum(_proportional(pid) for pid in pids) // 1024)


def _status(pid: int, name: str) -> int:
    """Return a line of /proc/<pid>/status in MB; 0 once it is gone."""
    try:
        lines = (procfs.PROC / str(pid) / "status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith(f"{name}:")), 0)


def _proportional(pid: int) -> int:
    """Return a process's share of memory in KB: pages of two count half for each."""
    try:
        lines = (procfs.PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _number(shop: Shop, question: str) -> int:
    with shop.connect() as connection:
        row = connection.execute(question).fetchone()
    return int(row[0]) if row else 0
