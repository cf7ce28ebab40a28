"""What the web server weighs, and how soon it stands: engines up, everything else cold."""

from __future__ import annotations

import time
from pathlib import Path

from marketplace.onemachine import procfs
from tests.bench.figures import Figure
from tests.bench.ground import Ground, press, served

MOST_MB, LONGEST_START = 150, 3.0


def measure(ground: Ground) -> list[Figure]:
    """Start the server three times, then have it serve everything and weigh its heaviest process."""
    shop = ground.shop(10_000 if ground.quick else 100_000)
    paths = shop.ask("tests.bench.inside", what="addresses")
    people = shop.ask("tests.bench.inside", what="people", number=1)
    starts = []
    for _ in range(3):
        began = time.monotonic()
        with served(shop) as (port, child):
            starts.append(time.monotonic() - began)
            for of_kind in paths.values():
                press(port, of_kind, clients=8, seconds=1.0 if ground.quick else 3.0)
                press(port, of_kind, clients=8, seconds=0.5, cookie=people[0]["cookie"])
            heaviest = max(_resident(pid) for pid in procfs.in_session(child.pid) if pid != child.pid)
    start = sorted(starts)[1]
    return [
        Figure(
            "weight",
            "web process, after serving every page",
            f"{heaviest:.0f} MB",
            "",
            heaviest,
            MOST_MB,
            less=True,
            unit="MB",
        ),
        Figure(
            "weight",
            "cold start to the first answer, engines up",
            f"{start:.1f} s",
            "",
            start,
            LONGEST_START,
            less=True,
            unit="s",
        ),
    ]


def _resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text().splitlines()
    kilobytes = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
    return kilobytes / 1024
