"""The whole purchase over HTTP, everything running, beside pgbench's TPC-B on the same PostgreSQL."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any

import psycopg

from marketplace.gateways.stripe.shapes import EVENTS
from marketplace.onemachine import network, procfs, recipes
from marketplace.onemachine.child import Child
from tests.bench.figures import ROOT, Figure, quantile
from tests.bench.ground import Ground, Shop, free_port, kept, say, served, wait_until, workers

CLIENTS, BAR = 8, 0.012
FACES = 16  # accounts of each buyer, in turns: one alone would meet our limits
GOODS = """
SELECT p.slug, o.id FROM offer o JOIN product p ON p.id = o.product_id WHERE p.in_stock ORDER BY o.id DESC LIMIT 2000
"""


def measure(ground: Ground) -> list[Figure]:
    """Buy and bench in turns."""
    shop = ground.shop(10_000)
    limits, rates, times, turns = [], [], list[float](), 2 if ground.quick else 3
    bank = free_port()
    url = f"http://127.0.0.1:{bank}"
    env = {
        "STRIPE_API_BASE": url,
        "STRIPE_CHECKOUT_ORIGIN": url,
        "CARRIER_URL": f"http://carrier_sandbox@127.0.0.1:{bank}/carrier",
        "SMS_URL": f"{url}/sms",
    }
    shop.env.update(env)
    web = free_port()
    shop.env.update(PORT=str(web), PUBLIC_URL=f"http://127.0.0.1:{web}")
    told = {
        "SANDBOX_WEBHOOK_URL": f"http://127.0.0.1:{web}/hooks/stripe",
        "SANDBOX_WEBHOOK_SECRET": shop.env["STRIPE_WEBHOOK_SECRET"],
        "SANDBOX_WEBHOOK_EVENTS": ",".join(EVENTS),
    }
    sandbox = recipes.sandbox(shop.logs, told, ground.directory / "sandbox", ("127.0.0.1", bank), url)
    tpc = Tpc(ground)
    crew = workers(shop)
    with kept(sandbox, *crew), served(shop, port=web) as (port, server):
        wait_until(lambda: network.status("127.0.0.1", bank, "/") > 0, sandbox)
        order = _order(shop, port, url)
        _buy(order, 2.0)
        for _ in range(turns):
            limits.append(tpc.rate(3 if ground.quick else 8))
            before = _busy([server, sandbox, *crew, ground.engines.postgres.child])
            seen = _buy(order, 8.0 if ground.quick else 20.0)
            after = _busy([server, sandbox, *crew, ground.engines.postgres.child])
            say(
                "  core time a purchase, ms: "
                + " · ".join(
                    f"{name} {(after[name] - before[name]) * 1000 / max(1, len(seen['times'])):.0f}"
                    for name in after
                )
                + f" · buyers {seen['busy'] * 1000 / max(1, len(seen['times'])):.0f}"
            )
            rates.append(len(seen["times"]) / seen["seconds"])
            times += seen["times"]
            whole = sum(seen["steps"].values())
            say("  " + " · ".join(f"{step} {spent / whole:.0%}" for step, spent in seen["steps"].items()))
    ours, limit = median(rates), median(limits)
    note = f"{CLIENTS} buyers, workers and sandbox running beside; "
    note += f"median {quantile(times, 0.5) * 1000:.0f} ms from first page to thanks"
    return [
        Figure(
            "flow",
            "whole purchase over HTTP",
            f"{ours:.1f}/s",
            f"pgbench TPC-B {limit:,.0f}/s",
            ours / limit,
            BAR,
            note=note,
        )
    ]


def _busy(children: list[Child]) -> dict[str, float]:
    """Return the seconds of a core each child and what it started has used; PostgreSQL's lead sessions of their own."""
    ticks: dict[str, float] = {}
    for child in children:
        pids = [child.pid, *procfs.descendants(child.pid)]
        fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids]
        name = "workers" if child.name.startswith(("worker", "timetable")) else child.name.partition("-")[0]
        ticks[name] = ticks.get(name, 0.0) + sum(int(n) for one in fields for n in one[11:15]) / os.sysconf(
            "SC_CLK_TCK"
        )
    return ticks


def _order(shop: Shop, port: int, url: str) -> dict[str, Any]:
    people = shop.ask("tests.bench.inside", what="people", number=CLIENTS * FACES)
    with shop.connect() as connection:
        goods = connection.execute(GOODS).fetchall()
    return {"port": port, "sandbox": url, "clients": CLIENTS, "people": people, "goods": goods}


def _buy(order: dict[str, Any], seconds: float) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.buyer"],
        input=json.dumps({**order, "seconds": seconds}),
        cwd=ROOT,
        text=True,
        capture_output=True,
        check=True,
    )
    seen: dict[str, Any] = json.loads(done.stdout)
    for words in seen["wrong"][:3]:
        say(f"  {words}")
    if len(seen["wrong"]) > len(seen["times"]) * 0.02:
        raise SystemExit(f"{len(seen['wrong'])} purchases went wrong, {len(seen['times'])} went well")
    return seen


class Tpc:
    """pgbench out of the PostgreSQL wheel, on a database of its own in the same cluster."""

    def __init__(self, ground: Ground) -> None:
        self.program = ground.engines.ground.postgres_bin / "pgbench"
        self.sockets = str(ground.engines.ground.sockets)
        with psycopg.connect(host=self.sockets, user="coolspot", dbname="postgres", autocommit=True) as top:
            top.execute("DROP DATABASE IF EXISTS tpcb")
            top.execute("CREATE DATABASE tpcb")
        self._run("-i", "-s", "10", "-q")

    def rate(self, seconds: int) -> float:
        """Return transactions a second of as many clients."""
        said = self._run("-c", str(CLIENTS), "-j", "2", "-T", str(seconds))
        match = re.search(r"^tps = ([\d.]+)", said, re.MULTILINE)
        if match is None:
            raise SystemExit(f"pgbench said: {said}")
        return float(match.group(1))

    def _run(self, *words: str) -> str:
        whole = [str(self.program), "-h", self.sockets, "-U", "coolspot", *words, "tpcb"]
        return subprocess.run(whole, text=True, capture_output=True, check=True, cwd=Path("/")).stdout
