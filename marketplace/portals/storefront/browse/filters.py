"""The filters of the second-hand shelf: what they offer, and those in force as chips."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import ngettext

from marketplace.domains.accounts.addresses.distances import CITY
from marketplace.domains.accounts.addresses.divisions import Division, within
from marketplace.journeys.browsing.seek import AGES, DISTANCES, ENERGY_GRADES, HOME, Filters
from marketplace.portals.storefront.browse.words import GRADES, WAYS, division_words
from marketplace.portals.storefront.shelf.listing import without
from marketplace.web import access, formats, languages

Choice = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Panel:
    """What can be chosen, with what is chosen marked, and what was typed."""

    grades: Sequence[Choice]
    places: Sequence[Choice]
    distances: Sequence[Choice]  # nothing before a city is chosen
    ways: Sequence[Choice]
    ages: Sequence[Choice]
    energy: Sequence[Choice]
    price: tuple[str, str]
    kwh: str


def panel_of(filters: Filters) -> Panel:
    """Return the filters as the page shows them."""
    typed = [request.args.get(name, "")[:14] for name in ("price_min", "price_max", "kwh_max")]
    return Panel(
        grades=[_choice(code, languages.say(name), code in filters.grades) for code, name in GRADES.items()],
        places=_places(filters),
        distances=_distances(filters),
        ways=[_choice(code, languages.say(name), code in filters.ways) for code, name in WAYS.items()],
        ages=[_choice("", _("Any age"), filters.age is None)]
        + [_choice(str(years), age_limit(years), years == filters.age) for years in AGES],
        energy=[
            _choice(grade, _("Grade %(grade)s", grade=grade), grade in filters.energy)
            for grade in ENERGY_GRADES
        ],
        price=(typed[0], typed[1]),
        kwh=typed[2],
    )


def age_limit(years: int) -> str:
    """Return a limit on the age in words."""
    return str(ngettext("Up to %(num)s year", "Up to %(num)s years", years))


def _places(filters: Filters) -> list[Choice]:
    """Return the provinces and what lies below the one chosen: all of a country is too long for a phone."""
    chosen = filters.place[-1].code if filters.place and not filters.at_home else ""
    found = [_choice(HOME, _("Around my address"), filters.at_home)] if access.current_person() else []
    return found + list(_below("", chosen, filters.place, 0))


def _below(parent: str, chosen: str, path: Sequence[Division], depth: int) -> Iterator[Choice]:
    divisions, language = within(parent), languages.current()
    for one in divisions if len(divisions) > 1 else []:
        yield _choice(one.code, f"{'– ' * depth}{one.label(language)}", one.code == chosen)
        if path[depth : depth + 1] == (one,):
            yield from _below(one.code, chosen, path, depth + 1)


def _distances(filters: Filters) -> list[Choice]:
    if not filters.place or len(filters.place[-1].code) < CITY:
        return []
    return [_choice("", _("Only there"), filters.km is None)] + [
        _choice(str(km), _("up to %(km)s km away", km=km), km == filters.km) for km in DISTANCES
    ]


def chips_of(filters: Filters) -> list[tuple[str, str]]:
    """Return each filter in force with the address without it."""
    found: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
    if filters.node is not None:
        found.append((formats.local(filters.node.name), (("in", None),)))
    found += [(languages.say(GRADES[code]), (("grade", code),)) for code in filters.grades]
    if filters.place:
        where = division_words(filters.place)
        around = _("%(place)s and %(km)s km around", place=where, km=filters.km) if filters.km else where
        found.append((around, (("place", None), ("km", None))))
    found += [(languages.say(WAYS[code]), (("way", code),)) for code in filters.ways]
    if filters.age:
        found.append((age_limit(filters.age), (("age", None),)))
    found += [(_("Energy grade %(grade)s", grade=code), (("energy", code),)) for code in filters.energy]
    if filters.kwh is not None:
        found.append((_("up to %(n)s kWh a year", n=formats.number(filters.kwh)), (("kwh_max", None),)))
    if filters.price != (None, None):
        found.append((_price_words(*filters.price), (("price_min", None), ("price_max", None))))
    return [(label, without(*names)) for label, names in found]


def name_of(filters: Filters) -> str:
    """Return a search in a few words, to save it by."""
    words = [f"“{filters.q}”"] if filters.q else []
    return " · ".join([*words, *(label for label, _url in chips_of(filters))])[:80]


def _price_words(low: int | None, high: int | None) -> str:
    if low is None:
        return str(_("up to %(number)s", number=formats.money(high or 0)))
    if high is None:
        return str(_("from %(number)s", number=formats.money(low)))
    return f"{formats.money(low)}–{formats.money(high)}"


def _choice(value: str, label: str, chosen: bool) -> Choice:
    return {"value": value, "label": label, "count": None, "chosen": chosen}
