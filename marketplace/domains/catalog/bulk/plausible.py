"""Goods that could exist, of brands that do not: the same number always makes the same product."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from marketplace.foundation.dice import dice_of

# Prices in minor units: a base, and so much per unit of size.
SOURCE = Path(__file__).with_name("kinds.toml")
# What grades 1 to 5 use beside the third. Neighbours stay apart: each product's own way of life is worth 3 % at most.
GRADES = {"1": 0.72, "2": 0.86, "3": 1.0, "4": 1.14, "5": 1.28}
OWN_WAY = 0.03
EVERY_OTHER = 0.5
BASE36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Kind:
    """How the products of one category vary."""

    category: str
    prefix: str
    code: str  # the attribute that says its size
    sizes: list[float]
    base: int
    per_size: int
    kwh: list[int]  # of grade 3, smallest and largest; empty: not known
    choices: dict[str, list[str]]
    flags: list[str]
    fixed: dict[str, str]


@cache
def kinds() -> tuple[Kind, ...]:
    """Return the kinds, the most common first."""
    return tuple(_kind(row) for row in tomllib.loads(SOURCE.read_text("utf-8"))["kind"])


def _kind(row: dict[str, Any]) -> Kind:
    first, last, step = row.pop("range", (0, 0, 1))
    sizes = [first + step * i for i in range(int((last - first) / step) + 1)]
    return Kind(**{"sizes": sizes, "kwh": [], "choices": {}, "flags": [], "fixed": {}, **row})


BRANDS = (
    "Lushan", "Qingfeng", "Northbreeze", "Shade & Spring", "Polaris Home", "Bluebamboo", "Yuquan", "Winterhall",
    "Meadowlark", "Xuelian", "Tidewater", "Songhe", "Granite Bay", "Hanlu", "Coldbrook", "Minghu", "Sorrel", "Baiyun",
    "Fjordline", "Liangcha",
)  # fmt: skip
COMMON_FIRST = 1.6
LETTERS = ("WD", "WL", "T", "WDG", "LE", "GS", "HB", "WPU", "DC", "K")


@dataclass(frozen=True, slots=True)
class Good:
    """One product as the generator makes it; the price in minor units."""

    kind: Kind
    brand: str
    model: str
    attributes: dict[str, Any]
    kwh: int | None
    price: int
    popularity: int


def goods(number: int, *, seed: int = 1, start: int = 0) -> Iterator[Good]:
    """Yield `number` products; each depends on `seed` and its place alone."""
    for i in range(start, start + number):
        yield good(i, dice_of(seed * 1_000_003 + i))


def good(i: int, chance: Random) -> Good:
    """Return the product of one place, made by `chance`."""
    kind = kinds()[int(chance.random() ** COMMON_FIRST * len(kinds()))]
    size = chance.choice(kind.sizes)
    attributes: dict[str, Any] = dict(kind.fixed)
    attributes[kind.code] = int(size) if size.is_integer() else size
    attributes.update((code, chance.choice(values)) for code, values in kind.choices.items())
    attributes.update((flag, True) for flag in kind.flags if chance.random() < EVERY_OTHER)
    kwh = None
    if kind.kwh:
        share = (size - kind.sizes[0]) / max(1, kind.sizes[-1] - kind.sizes[0])
        kwh = yearly_kwh(kind.kwh[0], kind.kwh[1], share, attributes.get("grade"), chance.random())
        attributes["kwh"] = kwh
    price = kind.base + int(kind.per_size * size)
    price = round(price * chance.uniform(0.75, 1.6) / 1000) * 1000 - 100
    model = f"{kind.prefix}-{_size_code(size)}{chance.choice(LETTERS)}{_base36(i)}"
    return Good(
        kind, chance.choice(BRANDS), model, attributes, kwh, price, int(chance.paretovariate(0.8)) % 50_000
    )


def yearly_kwh(smallest: float, largest: float, share: float, grade: str | None, luck: float) -> int:
    """Return the kWh a year of a product `share` (0 to 1) of the way between the smallest and the largest of its kind.

    So at one size a better grade always uses less, and at one grade a larger one more, up to 3 % of `luck` (0 to 1).
    """
    middle = smallest + (largest - smallest) * share
    return round(middle * GRADES.get(grade or "3", 1.0) * (1 + OWN_WAY * (2 * luck - 1)))


def _size_code(size: float) -> str:
    return str(int(size)) if size.is_integer() else str(int(size * 10))


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, place = divmod(number, 36)
        digits = BASE36[place] + digits
        if not number:
            return digits
