"""What the demo's goods are like, category by category: sizes, figures and prices as one sees them in shops."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from marketplace.domains.catalog.bulk.plausible import EVERY_OTHER, yearly_kwh


@dataclass(frozen=True)
class Shape:
    """One category: the attribute its price follows (whole yuan: base, per unit of it), and its other facts."""

    size: str
    sizes: Sequence[float]
    base: int
    per_unit: float
    numbers: Mapping[str, Sequence[float]] = field(default_factory=dict)  # `kwh`: of grade 3, by size
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    flags: Sequence[str] = ()

    def facts(self, dice: Random) -> dict[str, Any]:
        """Throw the facts of one product; larger ones use more, as they do."""
        size = dice.choice(self.sizes)
        facts: dict[str, Any] = {self.size: size}
        share = self.sizes.index(size) / max(1, len(self.sizes) - 1)
        luck = {code: dice.random() for code in self.numbers}
        facts.update((code, dice.choice(values)) for code, values in self.choices.items())
        for code, figures in self.numbers.items():
            place = share * 0.6 + luck[code] * 0.4
            facts[code] = figures[min(len(figures) - 1, int(place * len(figures)))]
        if "kwh" in facts:
            figures = self.numbers["kwh"]
            facts["kwh"] = yearly_kwh(figures[0], figures[-1], share, facts.get("grade"), luck["kwh"])
        facts.update((code, True) for code in self.flags if dice.random() < EVERY_OTHER)
        return facts

    def price(self, facts: Mapping[str, Any], dice: Random) -> int:
        """Throw a price for these facts in whole yuan, ending in 9."""
        middle = (
            self.base
            + self.per_unit * float(facts[self.size])
            + 120 * len([f for f in self.flags if f in facts])
        )
        return max(9, int(middle * dice.uniform(0.85, 1.3)) // 10 * 10 - 1)


GRADE = {"grade": ("1", "1", "1", "2", "2", "3", "4", "5")}
COLD = {"cooling": ("frost_free", "frost_free", "mixed", "direct")}
SMALL_COLD = {"cooling": ("direct", "direct", "frost_free")}
QUIET = {"noise": range(32, 43)}
WASHING = {"noise": range(48, 75), "spin": range(700, 1401, 100)}
GAS = {"gas": ("natural", "natural", "lpg")}
SETS = (4, 6, 8, 10, 12, 13, 14, 16)
FLAME = (4.0, 4.2, 4.5, 5.0, 5.2)


def _fridge(doors: str, litres: Sequence[int], base: int, per_litre: float, kwh: range) -> Shape:
    cold = SMALL_COLD if doors == "one" else COLD
    flags = () if doors == "one" else ("inverter", "smart")
    return Shape(
        "capacity",
        litres,
        base,
        per_litre,
        {"kwh": kwh, **QUIET},
        {"doors": (doors,), **cold, **GRADE},
        flags,
    )


def _cabinet(litres: Sequence[int], base: int, per_litre: float, kwh: range) -> Shape:
    return Shape(
        "capacity", litres, base, per_litre, {"kwh": kwh, **QUIET}, {**SMALL_COLD, **GRADE}, ("inverter",)
    )


def _aircon(sizes: Sequence[float], base: int, per_hp: float, watts: range, kwh: range) -> Shape:
    figures = {"cooling_power": watts, "kwh": kwh, "noise": range(36, 46)}
    return Shape(
        "horsepower",
        sizes,
        base,
        per_hp,
        figures,
        {"mode": ("both", "both", "cool"), **GRADE},
        ("inverter", "smart"),
    )


def _washer(
    kilos: Sequence[float], base: int, per_kilo: float, kwh: range, flags: Sequence[str] = ()
) -> Shape:
    return Shape("load", kilos, base, per_kilo, {"kwh": kwh, **WASHING}, GRADE, flags)


def _screen(resolutions: Sequence[str], inches: Sequence[int], base: int, per_inch: float) -> Shape:
    figures = {"kwh": range(60, 380, 6)}
    return Shape(
        "screen", inches, base, per_inch, figures, {"resolution": resolutions, **GRADE}, ("voice", "smart")
    )


def _small(
    code: str, sizes: Sequence[float], base: int, per_unit: float, flags: Sequence[str] = ("smart",)
) -> Shape:
    return Shape(code, sizes, base, per_unit, {"noise": range(40, 76)}, {}, flags)


SHAPES: dict[str, Shape] = {
    "single-door-fridges": _fridge("one", range(50, 121, 5), 280, 5, range(90, 150, 2)),
    "two-door-fridges": _fridge("two", range(118, 300, 6), 500, 5.5, range(130, 240, 3)),
    "three-door-fridges": _fridge("three", range(200, 340, 6), 800, 6, range(150, 280, 3)),
    "multi-door-fridges": _fridge("multi", range(300, 551, 6), 1200, 8, range(240, 360, 3)),
    "side-by-side-fridges": _fridge("side", range(430, 651, 6), 900, 5, range(280, 420, 3)),
    "fridge-freezers": _fridge("two", range(180, 400, 6), 700, 6, range(150, 300, 3)),
    "chest-freezers": _cabinet(range(100, 520, 10), 600, 2.8, range(160, 480, 5)),
    "drinks-fridges": _cabinet(range(80, 260, 6), 700, 6, range(130, 300, 4)),
    "display-cabinets": _cabinet(range(200, 700, 10), 800, 3.2, range(400, 1100, 10)),
    "wine-cabinets": Shape(
        "bottles", range(12, 181, 6), 900, 26,
        {"kwh": range(110, 230, 3), **QUIET}, {**COLD, **GRADE}, ("inverter",)
    ),
    "wall-air-conditioners": _aircon((1, 1.5, 2), 900, 1050, range(2600, 5200, 50), range(300, 900, 10)),
    "floor-air-conditioners": _aircon((2, 3, 5), 1800, 1400, range(5000, 12_200, 100), range(700, 1900, 20)),
    "front-loaders": _washer((6, 7, 8, 9, 10, 12), 600, 190, range(60, 180, 2), ("inverter", "smart")),
    "top-loaders": _washer((5.5, 6.5, 7.5, 8, 9, 10), 250, 95, range(40, 120, 2), ("inverter",)),
    "twin-tubs": _washer((6, 7.5, 8.5, 9, 10), 150, 62, range(30, 90, 2)),
    "automatic-washers": _washer((6, 7, 8, 10, 12), 400, 130, range(50, 150, 2), ("inverter", "smart")),
    "washer-dryers": _washer((8, 9, 10, 12), 1400, 240, range(180, 420, 4), ("inverter", "drying", "smart")),
    "dryers": _washer((7, 8, 9, 10), 1200, 260, range(150, 320, 3), ("inverter", "smart")),
    "electric-water-heaters": Shape(
        "capacity", (40, 50, 60, 80, 100), 450, 12,
        {"power": range(1500, 3301, 100), "kwh": range(420, 900, 8)}, GRADE, ("smart",)
    ),
    "gas-water-heaters": Shape(
        "flow", (10, 12, 13, 16, 18), 300, 110,
        {"noise": range(42, 60)}, {**GAS, "grade": ("1", "2", "2")}, ("smart",)
    ),
    "hood-and-hob-sets": Shape(
        "suction", range(17, 27), 1400, 95,
        {"flame": FLAME, "noise": range(52, 66)}, {**GAS, **GRADE}, ("smart",)
    ),
    "cooker-hoods": Shape(
        "suction", range(15, 27), 500, 80,
        {"noise": range(50, 66), "power": range(180, 301, 10)}, GRADE, ("smart",)
    ),
    "gas-hobs": Shape("flame", FLAME, 150, 190, {}, {**GAS, **GRADE}),
    "ovens": _small("capacity", (28, 32, 38, 42, 50, 60, 72), 200, 38),
    "dishwashers": Shape(
        "settings", SETS, 1300, 190,
        {"noise": range(42, 58), "power": range(1200, 2201, 100)}, GRADE, ("smart",)
    ),
    "microwaves": _small("capacity", (20, 21, 23, 25), 40, 17),
    "4k-televisions": _screen(("uhd", "uhd", "uhd", "8k"), (43, 50, 55, 65, 75, 85), 200, 55),
    "smart-televisions": _screen(("fhd", "uhd"), (32, 40, 43, 50, 55), 150, 36),
    "led-televisions": _screen(("hd", "fhd"), (32, 39, 40, 43), 100, 24),
    "vacuum-cleaners": _small("power", range(400, 1801, 100), 250, 0.5, ("cordless",)),
    "robot-vacuums": _small("power", range(28, 66, 4), 900, 32),
    "garment-steamers": _small("power", range(1200, 2201, 100), 60, 0.12, ("cordless",)),
    "fans": _small("power", range(25, 66, 5), 60, 4, ("smart", "cordless")),
    "blenders": _small("power", range(600, 1801, 100), 100, 0.35),
    "water-purifiers": _small("power", range(30, 91, 5), 600, 22),
}  # fmt: skip
