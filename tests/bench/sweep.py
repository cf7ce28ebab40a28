"""A hundred thousand holds due for release at once: swept in batches, in bounded memory, the books true afterwards."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

from tests.bench.figures import Figure
from tests.bench.ground import Ground, Shop, say

MOST_MB, SLOWEST = 150, 1_000
PAID = (Path(__file__).parent / "paid.sql").read_text()


def measure(ground: Ground) -> list[Figure]:
    """Have one worker's process sweep them all."""
    many = 10_000 if ground.quick else 100_000
    shop = ground.shop(10_000)
    began = time.monotonic()
    pour_orders(shop, many, "received", "SW")
    say(f"  {many:,} received orders poured in {time.monotonic() - began:.0f} s")
    found = shop.ask("tests.bench.sweep")
    if found["released"] != many:
        raise SystemExit(f"released {found['released']} of {many}")
    say("  " + shop.command("ledger", "check").splitlines()[-1])
    rate, name = many / found["seconds"], f"{many:,} due releases"
    return [
        Figure(
            "sweep", f"{name}, swept by one worker", f"{found['seconds']:.0f} s", "", rate, SLOWEST, unit="/s"
        ),
        Figure(
            "sweep",
            f"{name}, the sweeping process at its largest",
            f"{found['mb']:.0f} MB",
            "",
            found["mb"],
            MOST_MB,
            less=True,
            unit="MB",
        ),
    ]


def pour_orders(shop: Shop, many: int, state: str, mark: str) -> list[int]:
    """Make paid orders in bulk; return their ids."""
    buyer = shop.ask("tests.bench.inside", what="people", number=1)[0]["person"]
    with shop.connect() as connection, connection.transaction():
        connection.execute("SET LOCAL statement_timeout = 0")
        values: dict[str, Any] = {"many": many, "buyer": buyer, "state": state, "mark": mark}
        for statement in PAID.split(";\n"):
            if statement.strip():
                connection.execute(statement, values)
    with shop.connect() as connection:
        connection.execute("ANALYZE")
        rows = connection.execute(
            'SELECT id FROM "order" WHERE number LIKE %s ORDER BY id', [f"O{mark}%"]
        ).fetchall()
    return [row[0] for row in rows]


def main() -> None:
    """Sweep as a worker's job does, until nothing is due."""
    from marketplace.factory import create_app
    from marketplace.journeys.jobs import release_orders

    released, began = 0, time.monotonic()
    with create_app().app_context():
        while done := release_orders():
            released += done
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        "\n" + json.dumps({"released": released, "seconds": time.monotonic() - began, "mb": peak}) + "\n"
    )


if __name__ == "__main__":
    main()
