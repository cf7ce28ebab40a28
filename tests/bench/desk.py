"""The moderators' desk by how much waits: its pages inside PostgreSQL, and thirty approved at once."""

from __future__ import annotations

from collections import defaultdict

from tests.bench.figures import Figure, quantile
from tests.bench.ground import Ground, Shop, say

SMALL, LARGE, GROWTH = 1_000, 100_000, 1.3
PATHS = [
    f"/admin/moderation{rest}"
    for rest in (
        "",
        "?flag=new_seller",
        "?flag=recalled",
        "?flag=cheap",
        "?state=published",
        "?state=rejected",
        "/edits",
    )
]


def measure(ground: Ground) -> list[Figure]:
    """Ask a short queue and a long one the same, in turns, so that the machine's mood is everybody's."""
    shops: dict[int, tuple[Shop, str]] = {}
    for size in (SMALL, LARGE):
        shop = ground.empty_shop(f"desk_{size}")
        shops[size] = shop, shop.ask("tests.bench.waiting", what="fill", number=size)
        with shop.connect() as connection:
            connection.execute("VACUUM (ANALYZE) listing")
        say(f"  a queue of {size:,}")
    pages: dict[int, list[float]] = defaultdict(list)
    bulk: dict[int, list[float]] = defaultdict(list)
    for _ in range(1 if ground.quick else 4):
        for size, (shop, cookie) in shops.items():
            asked = {"paths": PATHS, "times": 10, "cookie": cookie}
            found = shop.ask("tests.bench.waiting", what="ask", **asked)
            pages[size] += found["pages"]
            bulk[size] += found["bulk"]
    return [
        _grown("a page of the moderation desk, inside PostgreSQL", pages),
        _grown("thirty listings approved at once", bulk),
    ]


def _grown(what: str, times: dict[int, list[float]]) -> Figure:
    before, after = quantile(times[SMALL], 0.95), quantile(times[LARGE], 0.95)
    return Figure(
        "desk", f"p95 of {what}, {LARGE:,} waiting", f"{after * 1000:.1f} ms",
        f"{before * 1000:.1f} ms at {SMALL:,}", after / before, GROWTH, less=True, unit="×",
    )  # fmt: skip
