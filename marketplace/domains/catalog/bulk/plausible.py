"""Goods that could exist, of brands that do not: the same number always makes the same product."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

# Prices in minor units: a base, and so much per unit of size.
BASE36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Kind:
    """How the products of one category vary."""

    category: str
    prefix: str
    code: str  # the attribute that says its size
    sizes: tuple[float, ...]
    base: int
    per_size: int
    kwh: tuple[int, int] | None
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    flags: tuple[str, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()


GRADES = ("grade", ("1", "1", "2", "2", "3", "4", "5"))
COOLING = ("cooling", ("frost_free", "frost_free", "direct", "mixed"))
GAS = ("gas", ("natural", "natural", "lpg"))
LITRES = tuple(float(n) for n in range(90, 660, 3))
KINDS = (
    Kind("single-door-fridges", "BC", "capacity", LITRES[:30], 40_000, 300, (90, 160), (GRADES, COOLING), (), (("doors", "one"),)),
    Kind("two-door-fridges", "BCD", "capacity", LITRES[10:70], 70_000, 450, (120, 260), (GRADES, COOLING), ("inverter",), (("doors", "two"),)),
    Kind("three-door-fridges", "BCD", "capacity", LITRES[30:90], 90_000, 500, (140, 290), (GRADES, COOLING), ("inverter", "smart"), (("doors", "three"),)),
    Kind("multi-door-fridges", "BCD", "capacity", LITRES[80:170], 150_000, 700, (200, 400), (GRADES, COOLING), ("inverter", "smart"), (("doors", "multi"),)),
    Kind("side-by-side-fridges", "BCD", "capacity", LITRES[120:], 180_000, 600, (250, 420), (GRADES, COOLING), ("inverter", "smart"), (("doors", "side"),)),
    Kind("chest-freezers", "BD", "capacity", LITRES[:120], 60_000, 400, (150, 480), (GRADES, COOLING), ("inverter",)),
    Kind("wine-cabinets", "JC", "bottles", tuple(map(float, range(12, 180, 6))), 120_000, 1500, (120, 220), (), ("inverter",)),
    Kind("wall-air-conditioners", "KFR", "horsepower", (1.0, 1.5, 2.0), 90_000, 90_000, (300, 900), (GRADES, ("mode", ("both", "both", "cool"))), ("inverter", "smart")),
    Kind("floor-air-conditioners", "KFR", "horsepower", (2.0, 3.0, 5.0), 180_000, 120_000, (700, 1900), (GRADES, ("mode", ("both",))), ("inverter", "smart")),
    Kind("front-loaders", "XQG", "load", (6.0, 7.0, 8.0, 9.0, 10.0, 12.0), 60_000, 18_000, (60, 180), (GRADES,), ("inverter", "smart", "drying")),
    Kind("top-loaders", "XQB", "load", (5.5, 6.5, 7.5, 8.0, 9.0, 10.0), 30_000, 9_000, (40, 120), (GRADES,), ("inverter",)),
    Kind("electric-water-heaters", "EC", "capacity", (40.0, 50.0, 60.0, 80.0, 100.0), 40_000, 1_200, (400, 900), (GRADES,), ("smart",)),
    Kind("gas-water-heaters", "JSQ", "flow", (10.0, 12.0, 13.0, 16.0, 18.0), 50_000, 9_000, None, (GAS,), ("smart",)),
    Kind("cooker-hoods", "CXW", "suction", tuple(map(float, range(15, 28))), 60_000, 6_000, None, (), ("smart",)),
    Kind("gas-hobs", "JZT", "flame", (4.0, 4.2, 4.5, 5.0, 5.2), 20_000, 18_000, None, (GAS,)),
    Kind("dishwashers", "WQP", "settings", (6.0, 8.0, 10.0, 13.0, 16.0), 120_000, 20_000, None, (GRADES,), ("smart",)),
    Kind("4k-televisions", "LU", "screen", (43.0, 50.0, 55.0, 65.0, 75.0, 85.0), 50_000, 5_500, (80, 400), (GRADES, ("resolution", ("uhd", "uhd", "8k"))), ("voice", "smart")),
    Kind("fans", "FS", "power", (30.0, 40.0, 50.0, 60.0), 9_000, 200, None, (), ("smart",)),
    Kind("vacuum-cleaners", "VC", "power", (400.0, 800.0, 1200.0, 1600.0), 20_000, 40, None, (), ("cordless",)),
)  # fmt: skip
BRANDS = (
    "Lushan", "Qingfeng", "Northbreeze", "Shade & Spring", "Polaris Home", "Bluebamboo", "Yuquan", "Winterhall", "Meadowlark",
    "Xuelian", "Tidewater", "Songhe", "Granite Bay", "Hanlu", "Coldbrook", "Minghu", "Sorrel", "Baiyun", "Fjordline", "Liangcha",
)  # fmt: skip
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
        yield good(i, Random(seed * 1_000_003 + i))  # noqa: S311 -- demo goods, not secrets


def good(i: int, chance: Random) -> Good:
    """Return the product of one place, made by `chance`."""
    kind = KINDS[int(chance.random() ** 1.6 * len(KINDS))]
    size = chance.choice(kind.sizes)
    attributes: dict[str, Any] = dict(kind.fixed)
    attributes[kind.code] = int(size) if size.is_integer() else size
    attributes.update((code, chance.choice(values)) for code, values in kind.choices)
    attributes.update((flag, True) for flag in kind.flags if chance.random() < 0.5)  # noqa: PLR2004 -- every other
    kwh = chance.randint(*kind.kwh) if kind.kwh else None
    if kwh is not None:
        attributes["kwh"] = kwh
    price = kind.base + int(kind.per_size * size)
    price = round(price * chance.uniform(0.75, 1.6) / 1000) * 1000 - 100
    model = f"{kind.prefix}-{_size_code(size)}{chance.choice(LETTERS)}{_base36(i)}"
    return Good(kind, chance.choice(BRANDS), model, attributes, kwh, price, int(chance.paretovariate(0.8)) % 50_000)


def _size_code(size: float) -> str:
    return str(int(size)) if size.is_integer() else str(int(size * 10))


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, place = divmod(number, 36)
        digits = BASE36[place] + digits
        if not number:
            return digits
