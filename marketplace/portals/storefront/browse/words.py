"""Used goods in the reader's words: grade, age, place, and how they change hands."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from marketplace.domains.accounts.addresses.divisions import Division, code_of
from marketplace.domains.listings.checklists import DEFECTS, PARTS
from marketplace.foundation import clock
from marketplace.foundation.text import N_
from marketplace.journeys.browsing.seek import place_of
from marketplace.web import languages

GRADES = {
    "premium": N_("Premium"),
    "excellent": N_("Excellent"),
    "good": N_("Good"),
    "fair": N_("Fair"),
    "parts": N_("For parts"),
}
WAYS = {"pickup": N_("Pick-up"), "delivery": N_("Delivery by our movers"), "shipping": N_("Parcel")}
MONTHS = 12
NO_CITY = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")  # what stands below a municipality


def grade_name(grade: str) -> str:
    """Return what a grade is called."""
    return languages.say(GRADES[grade]) if grade in GRADES else ""


def defect_name(kind: str) -> str:
    """Return what a defect is called."""
    return languages.say(DEFECTS.get(kind, DEFECTS["other"]))


def age_words(made_on: date | None) -> str:
    """Return how old something is, in years."""
    if made_on is None:
        return ""
    today = clock.now().date()
    years = ((today.year - made_on.year) * MONTHS + today.month - made_on.month) // MONTHS
    if years < 1:
        return str(_("Under a year old"))
    return str(ngettext("%(num)s year old", "%(num)s years old", years))


def place_words(province: str, city: str) -> str:
    """Return where something stands, as short as it is clear; the names in letters for who cannot read the others."""
    found = place_of(code_of(province, city))
    if not found:
        return city if city and city not in NO_CITY else province
    return division_words(found)


def division_words(found: Sequence[Division]) -> str:
    """Return province and city in the reader's language, or the province alone where it is the city."""
    named = [d for d in found if d.name not in NO_CITY][-1:]
    if languages.current() == "zh":
        return "".join(d.name for d in found if d.name not in NO_CITY)
    return ", ".join(d.letters or d.name for d in named)


def one_line(row: Any) -> str:
    """Return what tells a used one from its neighbours: how old, and what it uses unless it is only for parts."""
    kwh = row.energy_kwh_year if row.grade != PARTS else None
    words = [age_words(row.made_on), _("%(n)s kWh a year", n=round(kwh)) if kwh is not None else ""]
    return " · ".join(word for word in words if word)
