"""The second-hand shelf by its size: what a list and a search cost inside PostgreSQL."""

from __future__ import annotations

import time
from collections import defaultdict

from tests.bench.figures import Figure, quantile
from tests.bench.ground import Ground, Shop, say
from tests.bench.inside import _quoted

GROWTH, SECONDS = 1.3, 0.050
LISTS = (
    "", "?sort=price", "?sort=price-down", "?in=refrigerators", "?in=refrigerators&sort=price",
    "?grade=good&grade=premium", "?place=31",
    "?place=4403&sort=price", "?in=laundry&age=3&grade=excellent", "?way=shipping&price_max=800",
    "?in=air-conditioners&energy=1&place=44", "?in=two-door-fridges&kwh_max=200&sort=price",
    "?price_min=500&price_max=900&sort=price-down", "?grade=parts&place=65&in=televisions&age=1",
)  # fmt: skip
SEARCHES = (
    "冰箱", "空调", "风冷 三门", "变频 洗衣机", "深圳 冰箱", "上海 滚筒", "fridge 200 l", "frost free", "bcd-206",
    "庐山", "tv&sort=price", "冰箱&grade=good&place=31", "洗衣机&age=3&price_max=900", "空调&energy=1&way=pickup",
    "fridge&kwh_max=200&sort=price", "热水器&grade=premium&place=5101",
)  # fmt: skip


def measure(ground: Ground) -> list[Figure]:
    """Ask shelves of several sizes the same, all statements of a page together."""
    sizes = [10_000, 100_000, *([1_000_000] if ground.full else [])]
    shops = {size: _shop(ground, size) for size in sizes}
    times: dict[tuple[str, int], list[float]] = defaultdict(list)
    slowest: dict[int, tuple[float, str]] = {}
    rounds, turns = (3, 5) if ground.quick else (4, 10)
    for _ in range(rounds):  # in turns, so that the machine's mood is everybody's
        for size, shop in shops.items():
            for kind, paths in {"list": _lists(), "search": _searches()}.items():
                found = shop.ask("tests.bench.inside", what="questions", paths=paths, times=turns)
                for path, seen in found.items():
                    spent = [seconds for _statements, seconds in seen]
                    times[kind, size] += spent
                    slowest[size] = max(slowest.get(size, (0.0, "")), (quantile(spent, 0.5), path))
    rows = [
        _growth(kind, times[kind, sizes[0]], times[kind, size], size)
        for kind in ("list", "search")
        for size in sizes[1:]
    ]
    return [
        *rows,
        *(
            _inside(kind, times[kind, sizes[-1]], sizes[-1], slowest[sizes[-1]])
            for kind in ("list", "search")
        ),
    ]


def _shop(ground: Ground, size: int) -> Shop:
    began = time.monotonic()
    shop = ground.empty_shop(f"used_{size}", size)
    number = shop.ask("tests.bench.listings", number=size)
    with shop.connect() as connection:
        connection.execute("VACUUM (ANALYZE) listing")  # as a shop that has been open for a while
    say(f"  a shelf of {number:,} used goods ({time.monotonic() - began:.0f} s with its tables)")
    return shop


def _growth(kind: str, small: list[float], large: list[float], size: int) -> Figure:
    before, after = quantile(small, 0.95), quantile(large, 0.95)
    return Figure(
        "used", f"p95 inside PostgreSQL of a second-hand {kind}, {size:,} listings", f"{after * 1000:.1f} ms",
        f"{before * 1000:.1f} ms at 10,000", after / before, GROWTH, less=True, unit="×",
    )  # fmt: skip


def _inside(kind: str, seconds: list[float], size: int, slowest: tuple[float, str]) -> Figure:
    p99, middle = quantile(seconds, 0.99), quantile(seconds, 0.5)
    return Figure(
        "used", f"p99 inside PostgreSQL of a second-hand {kind}, {size:,} listings", f"{p99 * 1000:.1f} ms",
        f"median {middle * 1000:.1f} ms", p99 * 1000, SECONDS * 1000, less=True, unit="ms",
        note=f"{len(seconds)} pages with facets in both languages; slowest of all: {slowest[1]}",
    )  # fmt: skip


def _lists() -> list[str]:
    return [f"/second-hand{query}" for query in LISTS]


def _searches() -> list[str]:
    return [
        "/second-hand?q=" + _quoted(words) + mark + rest
        for words, mark, rest in (s.partition("&") for s in SEARCHES)
    ]
