"""Numbers with units, however they are written: `200 l`, `206升` and `206 litres` are one word each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

# unit word of ours → how people write it; longer spellings first within a unit
SPELLINGS: dict[str, tuple[str, ...]] = {
    "kwh": ("kwh", "千瓦时", "度电", "度"),
    "kg": ("kilograms", "kilogram", "kilos", "kgs", "kg", "公斤", "千克"),
    "l": ("litres", "liters", "litre", "liter", "ltr", "l", "立升", "升"),
    "hp": ("horsepower", "hp", "匹"),
    "in": ("inches", "inch", "in", "英寸", "吋", "寸", '"'),
    "kw": ("kilowatts", "kilowatt", "kw", "千瓦"),
    "w": ("watts", "watt", "w", "瓦"),
    "db": ("decibels", "decibel", "db", "分贝"),
    "door": ("doors", "door", "门"),
    "set": ("place settings", "settings", "套"),
    "bottle": ("bottles", "bottle", "瓶"),
}
_UNIT_OF = {spelling: unit for unit, spellings in SPELLINGS.items() for spelling in spellings}
_SPELLED = "|".join(re.escape(s) for s in sorted(_UNIT_OF, key=len, reverse=True))
NUMBER = r"\d{1,6}(?:\.\d{1,2})?"
MEASURE = re.compile(rf"(?<![\d.a-z])({NUMBER})\s?-?({_SPELLED})(?![a-z0-9])")
_AT_LEAST = r"(?:\s?(?:以上|起|\+|or more|and more|and up|and over|plus)(?![a-z]))"
_AT_MOST = r"(?:\s?(?:以下|以内|or less|and under|max)(?![a-z]))"
_FROM = r"(?:\b(?:over|above|from|at least|min|more than)\s|大于|至少|超过)"
_UP_TO = r"(?:\b(?:under|below|up to|at most|max|less than)\s|小于|不超过)"
BOUND = re.compile(
    rf"(?P<from>{_FROM})?(?P<upto>{_UP_TO})?(?P<low>{NUMBER})\s?(?:(?:-|–|~|至|到|to)\s?(?P<high>{NUMBER})\s?)?-?"
    rf"(?P<unit>{_SPELLED})(?![a-z0-9])(?P<least>{_AT_LEAST})?(?P<most>{_AT_MOST})?"
)


@dataclass(frozen=True)
class Bound:
    """A wish for a measure within limits; an open end is None."""

    unit: str
    low: Decimal | None
    high: Decimal | None


def canonical(number: str | Decimal | int, unit: str) -> str:
    """Return the one word a measure has: `206` and `l` → `206l`, `1.50` and `hp` → `1.5hp`."""
    plain = format(Decimal(number).normalize(), "f")
    return f"{plain}{unit}"


def measures_in(folded: str) -> Iterator[str]:
    """Yield the measures of a folded text, each as its one word."""
    for found in MEASURE.finditer(folded):
        yield canonical(found[1], _UNIT_OF[found[2]])


def take_bounds(folded: str) -> tuple[str, list[Bound]]:
    """Take wishes such as `200升以上` or `under 300 l` out of a folded query; return the rest and them."""
    bounds: list[Bound] = []

    def take(found: re.Match[str]) -> str:
        bound = _bound(found)
        if bound is None:
            return found[0]
        bounds.append(bound)
        return " "

    return BOUND.sub(take, folded), bounds


def _bound(found: re.Match[str]) -> Bound | None:
    unit = _UNIT_OF[found["unit"]]
    low, high = Decimal(found["low"]), found["high"]
    if high is not None:
        return Bound(unit, min(low, Decimal(high)), max(low, Decimal(high)))
    if found["from"] or found["least"]:
        return Bound(unit, low, None)
    if found["upto"] or found["most"]:
        return Bound(unit, None, low)
    return None


def take_measures(folded: str) -> tuple[str, list[str]]:
    """Take plain measures out of a folded query; return the rest and their words."""
    found = list(measures_in(folded))
    return MEASURE.sub(" ", folded), found
