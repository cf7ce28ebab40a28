"""What a larger shop costs: p95 of uncached lists and searches by size, and search's time inside PostgreSQL."""

from __future__ import annotations

import re
import urllib.request
from collections import defaultdict
from html import unescape

from tests.bench.figures import Figure, quantile
from tests.bench.ground import Ground, Shop, press, served

GROWTH, SEARCH_SECONDS = 1.3, 0.050
DEEP = 6  # pages a reader turns
LISTS = (
    "/categories/refrigerators",
    "/categories/refrigerators?sort=price",
    "/categories/refrigerators?sort=newest&grade=1",
    "/categories/two-door-fridges?brand=Lushan&stock=1",
    "/categories/laundry?price_min=2000&price_max=5000&sort=price-down",
    "/categories/air-conditioners?inverter=yes&grade=1&grade=2",
    "/categories/multi-door-fridges?capacity_min=400&cooling=frost_free",
)
SEARCHES = (
    "冰箱", "空调", "风冷 三门", "变频 洗衣机", "一级 冰箱", "庐山", "fridge 200 l", "frost free", "bcd-206",
    "front loader smart", "冰箱&grade=1", "空调&brand=Qingfeng&grade=2", "tv&sort=price",
    "洗衣机&stock=1&price_max=4000", "fridge&capacity_min=300&sort=newest",
)  # fmt: skip


def measure(ground: Ground) -> list[Figure]:
    """Measure each size in turns, so that the machine's mood is everybody's."""
    sizes = [10_000, 100_000, *([1_000_000] if ground.full else [])]
    shops = [ground.shop(size) for size in sizes]
    times = _times(shops, rounds=2 if ground.quick else 5)
    rows = []
    for kind in ("list", "search"):
        small = quantile(times[kind, sizes[0]], 0.95)
        for size in sizes[1:]:
            large = quantile(times[kind, size], 0.95)
            rows.append(
                Figure(
                    "growth", f"p95 of an uncached {kind} page, {size:,} products", f"{large * 1000:.1f} ms",
                    f"{small * 1000:.1f} ms at {sizes[0]:,}", large / small, GROWTH, less=True, unit="×",
                )
            )  # fmt: skip
    return [*rows, _inside(shops[-1], 14 if ground.quick else 40)]


def _times(shops: list[Shop], rounds: int) -> dict[tuple[str, int], list[float]]:
    """Ask one after another, signed in, so that no page is kept."""
    times: dict[tuple[str, int], list[float]] = defaultdict(list)
    places = []
    for shop in shops:
        cookie = shop.ask("tests.bench.inside", what="people", number=1)[0]["cookie"]
        places.append((shop, cookie))
    for _ in range(rounds):
        for shop, cookie in places:
            with served(shop, WEB_WORKERS="1") as (port, _child):
                for kind, paths in {"list": _with_depth(port), "search": _searches()}.items():
                    press(port, paths, clients=1, seconds=30, most=len(paths) * 2, cookie=cookie)
                    seen = press(port, paths, clients=1, seconds=30, most=len(paths) * 8, cookie=cookie)
                    times[kind, shop.products] += seen["times"]
    return times


def _with_depth(port: int) -> list[str]:
    """Return the lists and, of the first two, the pages a reader turns to."""
    paths = list(LISTS[2:])
    for first in LISTS[:2]:
        paths.append(first)
        for _ in range(DEEP):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{paths[-1]}", timeout=20) as answer:
                later = re.search(r'href="([^"]*[?&](?:amp;)?cursor=[^"]+)"', answer.read().decode())
            if later is None:
                break
            paths.append("/categories" + unescape(later.group(1)).partition("/categories")[2])
    return paths


def _searches() -> list[str]:
    from tests.bench.inside import _quoted

    return [
        "/search?q=" + _quoted(words) + mark + rest
        for words, mark, rest in (s.partition("&") for s in SEARCHES)
    ]


def _inside(shop: Shop, times: int) -> Figure:
    found = shop.ask("tests.bench.inside", what="questions", paths=_searches(), times=times)
    seconds = [spent for seen in found.values() for _, spent in seen]
    slowest = max(found, key=lambda path: quantile([spent for _, spent in found[path]], 0.9))
    p99, middle = quantile(seconds, 0.99), quantile(seconds, 0.5)
    return Figure(
        "growth", f"p99 of search with facets inside PostgreSQL, {shop.products:,} products", f"{p99 * 1000:.1f} ms",
        f"median {middle * 1000:.1f} ms", p99 * 1000, SEARCH_SECONDS * 1000, less=True, unit="ms",
        note=f"{len(seconds)} searches in both languages, all statements of the page together; slowest: {slowest}",
    )  # fmt: skip
