"""Requests a second beside an empty page under the same server, statements a page, and growth with the shop."""

from __future__ import annotations

from statistics import median
from typing import Any

from tests.bench.figures import Figure, quantile
from tests.bench.ground import Ground, Shop, press, say, served

CLIENTS = 24  # more than two processes have threads, so that neither idles
VISITORS, SIGNED_IN, MOST_STATEMENTS = 0.40, 0.08, 5
WHO = {"": VISITORS, "signed in": SIGNED_IN}


def measure(ground: Ground) -> list[Figure]:
    """Measure every kind of page for visitors and for people signed in, in turns with the empty page."""
    shop = ground.shop(10_000 if ground.quick else 100_000)
    paths = shop.ask("tests.bench.inside", what="addresses")
    cookie = shop.ask("tests.bench.inside", what="people", number=1)[0]["cookie"]
    cases = [(kind, who) for who in WHO for kind in paths if kind != "home" or not who]
    rates: dict[tuple[str, str], list[float]] = {("blank", ""): []}
    seconds, rounds = (1.5, 2) if ground.quick else (4.0, 3)
    with served(shop, "tests.bench.blank:app") as (blank, _), served(shop) as (port, _):
        _warm(port, paths, cookie)
        for _ in range(rounds):
            busy = _rate(rates, ("blank", ""), blank, ["/"], seconds)
            for kind, who in cases:
                _rate(rates, (kind, who), port, paths[kind], seconds, cookie=cookie if who else "")
    say(f"  the load process itself used {busy:.0%} of a core for the empty page")
    limit = median(rates.pop(("blank", "")))
    rows = [_figure(kind, who, median(found), limit, shop) for (kind, who), found in rates.items()]
    return [*rows, *_statements(shop, paths)]


def _warm(port: int, paths: dict[str, list[str]], cookie: str) -> None:
    for kind in paths.values():
        press(port, kind, clients=CLIENTS, seconds=1.0)
        press(port, kind, clients=CLIENTS, seconds=1.0, cookie=cookie)


def _rate(
    rates: dict[Any, list[float]],
    case: tuple[str, str],
    port: int,
    paths: list[str],
    seconds: float,
    **more: Any,
) -> float:
    seen = press(port, paths, clients=CLIENTS, seconds=seconds, **more)
    rates.setdefault(case, []).append(len(seen["times"]) / seen["seconds"])
    return float(seen["busy"])


def _figure(kind: str, who: str, rate: float, limit: float, shop: Shop) -> Figure:
    name = f"{kind} page, {who or 'visitors'}, {shop.products:,} products"
    return Figure("pages", name, f"{rate:,.0f}/s", f"empty page {limit:,.0f}/s", rate / limit, WHO[who])


def _statements(shop: Shop, paths: dict[str, list[str]]) -> list[Figure]:
    rows = []
    for kind, of_kind in paths.items():
        found = shop.ask("tests.bench.inside", what="questions", paths=of_kind, times=1)
        most = max(number for seen in found.values() for number, _ in seen)
        ours = f"{most} statements"
        rows.append(
            Figure(
                "pages",
                f"SQL of an uncached {kind} page",
                ours,
                "",
                most,
                MOST_STATEMENTS,
                less=True,
                unit="",
            )
        )
    return rows


__all__ = ["measure", "quantile"]
