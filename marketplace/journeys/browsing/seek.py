"""Read an address of the second-hand shelf, or a search somebody saved, as what is sought."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from marketplace.domains.accounts.addresses.distances import CITY, around
from marketplace.domains.accounts.addresses.divisions import Division, within
from marketplace.domains.catalog.search.ask import LONGEST_QUERY, Wanted, ask
from marketplace.domains.catalog.search.lexemes import bucket_lexemes
from marketplace.domains.catalog.tree.atlas import Atlas, Node
from marketplace.domains.listings.checklists import GRADES, PARTS
from marketplace.domains.listings.search.find import SORTS
from marketplace.domains.listings.search.sought import Lexeme, Limit, Sought, any_of
from marketplace.domains.listings.sizes import DELIVERY, PICKUP, SHIPPING
from marketplace.foundation import money
from marketplace.foundation.numerals import in_order, plain_number

WAYS = (PICKUP, DELIVERY, SHIPPING)
AGES = (1, 3, 5, 8)  # years at most
DISTANCES = (25, 50, 100, 300)  # km
HOME = "home"  # the place of one's own address
ENERGY_GRADES = ("1", "2", "3", "4", "5")
NAMES = frozenset(
    {"q", "in", "grade", "place", "km", "way", "energy", "age", "price_min", "price_max", "kwh_max"}
)
MOST_KWH = Decimal(100_000)
_PLACE = re.compile(r"\d{2}(\d{2}(\d{2}|\d{5})?)?")
Params = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Filters:
    """What an address asks for, as far as it makes sense; prices in minor units, and as typed."""

    q: str = ""
    node: Node | None = None
    grades: tuple[str, ...] = ()
    place: tuple[Division, ...] = ()  # province, city, district, as far as chosen
    km: int | None = None  # around the city or district
    at_home: bool = False  # the place is that of one's own address
    ways: tuple[str, ...] = ()
    energy: tuple[str, ...] = ()
    age: int | None = None
    kwh: Decimal | None = None
    price: tuple[int | None, int | None] = (None, None)
    sort: str = "newest"

    @property
    def is_any(self) -> bool:
        """Say whether something is asked for at all."""
        return bool(
            self.q or self.node or self.grades or self.place or self.ways or self.energy or self.age or self.kwh
        ) or self.price != (None, None)  # fmt: skip


def read(params: Params, tree: Atlas, *, currency: str, home: Callable[[], str] = str) -> Filters:
    """Return what an address asks for; what makes no sense is left out. `home` tells the code of one's own place."""
    node = tree.by_slug.get(_first(params, "in"))
    age, km, asked = (_first(params, name) for name in ("age", "km", "place"))
    place = place_of(home() if asked == HOME else asked)
    return Filters(
        q=_first(params, "q")[:LONGEST_QUERY].strip(),
        node=node if node and node.shown and tree.department_of(node).shown else None,
        grades=_chosen(params, "grade", (*GRADES, PARTS)),
        place=place,
        km=int(km)
        if place and len(place[-1].code) >= CITY and km in {str(far) for far in DISTANCES}
        else None,
        at_home=bool(place) and asked == HOME,
        ways=_chosen(params, "way", WAYS),
        energy=_chosen(params, "energy", ENERGY_GRADES),
        age=int(age) if age in {str(years) for years in AGES} else None,
        kwh=_number(_first(params, "kwh_max")),
        price=in_order(
            _amount(_first(params, "price_min"), currency),
            _amount(_first(params, "price_max"), currency),
        ),
        sort=found if (found := _first(params, "sort")) in SORTS else "newest",
    )


def seek(filters: Filters, tree: Atlas, *, today: date) -> Sought:
    """Return what to ask the shelf for."""
    wanted = ask(filters.q, tree) if filters.q else Wanted()
    return sought(wanted, filters, tree, today=today)


def sought(wanted: Wanted, filters: Filters, tree: Atlas, *, today: date) -> Sought:
    """Return what is typed, as the catalogue reads it, within these filters."""
    node, low, high = filters.node, *filters.price
    department, category = wanted.department_id, wanted.category_id
    if node is not None:
        department, category = (node.id, None) if node.parent_id is None else (None, node.id)
    inside = f"c:{category}" if category else f"d:{department}" if department else "?"
    typed = [
        Lexeme(t.any_of, t.prefix, fills=wanted.home == inside and all(w.startswith("k:") for w in t.any_of))
        for t in wanted.terms
    ]
    return Sought(
        lexemes=tuple(typed + _facts(filters, _within(department, category, tree), today)),
        limits=tuple(_limits(wanted, filters)),
        price_low=low,
        price_high=high,
        made_since=since(filters.age, today),
        department_id=department,
        category_id=category,
        words=wanted.words,
    )


def since(age: int | None, today: date) -> date | None:
    """Return the first month in which something at most `age` years old can have been made."""
    return today.replace(year=today.year - age, day=1) if age else None


def place_of(code: str) -> tuple[Division, ...]:
    """Return province, city and district of a code, as far as it goes; nothing for one there is not."""
    if not _PLACE.fullmatch(code):
        return ()
    steps = list(dict.fromkeys((code[:2], code[:CITY], code)))
    found = [
        next((d for d in within(up) if d.code == step), None)
        for up, step in zip(("", *steps), steps, strict=False)
    ]
    return tuple(d for d in found if d) if all(found) else ()


def _within(department: int | None, category: int | None, tree: Atlas) -> str:
    """Return what the lexemes of places end in, in this part of the tree."""
    inside = tree.nodes[category].parent_id if category else department
    return f"@{inside}" if inside else ""


def _facts(filters: Filters, inside: str, today: date) -> list[Lexeme]:
    years = range(today.year - filters.age, today.year + 1) if filters.age else ()
    energy = Lexeme(tuple(f"a:grade={grade}" for grade in filters.energy))
    found = [
        any_of("g", filters.grades), _standing(filters, inside), any_of("w", filters.ways),
        any_of("y", list(years)), energy,
    ]  # fmt: skip
    return [lexeme for lexeme in found if lexeme.any_of]


def _standing(filters: Filters, inside: str) -> Lexeme:
    codes = [d.code for d in filters.place[-1:]]
    if filters.km:
        codes = list(around(codes[0], filters.km))
    places = any_of("p", codes)
    return (
        replace(any_of("p", [f"{code}{inside}" for code in codes]), counted=places.any_of)
        if inside
        else places
    )


def _limits(wanted: Wanted, filters: Filters) -> list[Limit]:
    asked = [(r.code, r.low, r.high) for r in wanted.ranges]
    asked += [("kwh", None, filters.kwh)] if filters.kwh is not None else []
    return [Limit(*limit, buckets=bucket_lexemes(*limit)) for limit in asked]


def _first(params: Params, name: str) -> str:
    values = params.get(name) or [""]
    return str(values[0])


def _chosen(params: Params, name: str, known: Sequence[str]) -> tuple[str, ...]:
    asked: Any = set(params.get(name) or ())
    return tuple(value for value in known if value in asked)


def _number(typed: str) -> Decimal | None:
    number = plain_number(typed)
    return number if number is not None and 0 <= number < MOST_KWH else None


def _amount(typed: str, currency: str) -> int | None:
    try:
        amount = money.parse(typed[:14], currency)
    except ValueError:
        return None
    return amount if amount >= 0 else None
