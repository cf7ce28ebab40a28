"""How fast a checkout is placed, beside the same rows written by bare psycopg in one transaction.

`python -m tests.bench.checkout` prints the ratio and fails below the bar. Both are asked by as many client
processes, in turns within one run, on one durable PostgreSQL, so that the machine's mood cancels out.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing as mp
import os
import random
import secrets
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from marketplace.foundation.dice import dice_of
from tests.bench.bare import by_hand

BAR = 0.25
SUPPLIERS, OFFERS_EACH, BUYERS = 20, 50, 64


@dataclass(frozen=True)
class Ground:
    """What both kinds of client need to know."""

    url: str
    redis_url: str
    offers: list[tuple[int, int, int, int, int]]  # offer, supplier, product, price, stock row
    buyers: list[tuple[int, int]]  # person, address

    def basket(self, dice: random.Random) -> list[tuple[int, int, int, int, int]]:
        """Return two things: from one supplier as often as from two."""
        first = dice.choice(self.offers)
        same = dice.random() < 0.5
        others = [o for o in self.offers if (o[1] == first[1]) == same and o[0] != first[0]]
        return sorted([first, dice.choice(others)])


def lay_ground(url: str, redis_url: str) -> Ground:
    """Fill an empty house with suppliers, offers with endless stock, and buyers."""
    import flask_migrate

    from marketplace.foundation.db import session
    from tests import cast

    with _app(url, redis_url).app_context():
        flask_migrate.upgrade()
        offers, buyers = [], []
        for _ in range(SUPPLIERS):
            seller = cast.supplier()
            for _ in range(OFFERS_EACH):
                shelf = cast.shelf(of=seller, stock=1_000_000, price=10_000 + secrets.randbelow(490_001))
                offers.append(
                    (shelf.offer.id, seller.id, shelf.product.id, shelf.offer.price, shelf.stock.id)
                )
        for _ in range(BUYERS):
            person = cast.person()
            buyers.append((person.id, cast.address(person).id))
        session.commit()
    return Ground(url, redis_url, offers, buyers)


def _app(url: str, redis_url: str) -> Any:
    from marketplace.factory import create_app
    from marketplace.settings import Settings

    env = {
        "COOLSPOT_MODE": "test",
        "DATABASE_URL": url,
        "REDIS_URL": redis_url,
        "INSTANCE_DIR": tempfile.mkdtemp(),
        "SECRET_KEY": "bench-" + "k" * 40,
        "STRIPE_WEBHOOK_SECRET": "whsec_bench_" + "s" * 24,
        "STRIPE_API_KEY": "sk_test_sandbox",
    }
    return create_app(Settings.from_environment(env))


def by_journey(ground: Ground, dice: random.Random) -> Callable[[], None]:
    """Place checkouts as the web does: the journey through one door."""
    from marketplace.domains.orders.price import Wish
    from marketplace.foundation import actors, clock, ids
    from marketplace.foundation.db import door, session
    from marketplace.journeys.checkout import place_checkout

    context = _app(ground.url, ground.redis_url).app_context()
    context.push()

    def once() -> None:
        buyer_id, address_id = dice.choice(ground.buyers)
        with door():
            place_checkout(
                buyer_id=buyer_id,
                lines=[Wish(o[0], 1, o[3]) for o in ground.basket(dice)],
                address_id=address_id,
                replay_key=ids.new_token(),
                actor=actors.person(buyer_id, "buyer"),
                at=clock.now(),
            )
        session.remove()

    return once


KINDS: dict[str, Callable[[Ground, random.Random], Callable[[], None]]] = {
    "bare": by_hand,
    "journey": by_journey,
}


def work(kind: str, ground: Ground, seed: int, *, turns: int, seconds: float, line: Any, done: Any) -> None:
    """Be one client: in each of the kind's turns, do it as often as the seconds allow."""
    once = KINDS[kind](ground, dice_of(seed))
    for _ in range(20):
        once()
    times = 0
    for _ in range(turns):
        line.wait()
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            once()
            times += 1
        line.wait()
    done.put(times)


def measure(*, clients: int = 8, seconds: float = 4.0, turns: int = 3) -> dict[str, float]:
    """Return checkouts a second of both kinds, and their ratio."""
    from marketplace.onemachine.engines import Engines

    context = mp.get_context("spawn")
    with Engines(durable=True) as engines:
        ground = lay_ground(engines.database_url, engines.redis_url)
        lines = {kind: context.Barrier(clients + 1) for kind in KINDS}
        done = {kind: context.Queue() for kind in KINDS}
        workers = [
            context.Process(
                target=work,
                args=(kind, ground, seed),
                kwargs={"turns": turns, "seconds": seconds, "line": lines[kind], "done": done[kind]},
            )
            for kind in KINDS
            for seed in range(clients)
        ]
        for worker in workers:
            worker.start()
        for _ in range(turns):
            for kind in KINDS:
                lines[kind].wait()
                lines[kind].wait()
        found = {kind: sum(done[kind].get() for _ in range(clients)) / (turns * seconds) for kind in KINDS}
        for worker in workers:
            worker.join()
    return {**found, "ratio": found["journey"] / found["bare"], "clients": clients}


def main() -> int:
    """Print the figures; fail below the bar."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--clients", type=int, default=8)
    asked.add_argument("--seconds", type=float, default=4.0)
    asked.add_argument("--turns", type=int, default=3)
    found = measure(**vars(asked.parse_args()))
    sys.stdout.write(json.dumps({name: round(value, 3) for name, value in found.items()}) + "\n")
    sys.stdout.write(f"checkout: {found['ratio']:.0%} of bare psycopg (bar {BAR:.0%})\n")
    return 0 if found["ratio"] >= BAR else 1


if __name__ == "__main__":
    os.environ.setdefault("PYTHONWARNINGS", "ignore")
    raise SystemExit(main())
