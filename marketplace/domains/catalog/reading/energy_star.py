"""Published lists of models and their yearly energy use: category, brand, model, annual_energy_kwh."""

from collections.abc import Mapping
from decimal import Decimal

from marketplace.domains.catalog.reading.rules import Rules
from marketplace.domains.catalog.reading.wording import title_of
from marketplace.domains.catalog.shelve import ShelfRow
from marketplace.domains.catalog.tree.brands import brand_named
from marketplace.foundation.numerals import plain_number
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_

HEADER = frozenset({"category", "brand", "model", "annual_energy_kwh"})
CATEGORIES = {
    "refrigerator": "fridge-freezers",
    "freezer": "chest-freezers",
    "washing machine": "automatic-washers",
}
LONGEST_MODEL = 80
MOST_KWH = 20_000


def read_row(values: Mapping[str, str], rules: Rules) -> ShelfRow:
    """Read one row. Refuses: an unknown category, no brand or model, energy use that is no number."""
    category = CATEGORIES.get(values["category"].strip().lower())
    if category is None:
        raise Refused(
            N_("We do not know the category “%(value)s”."), field="category", value=values["category"]
        )
    brand, model = brand_named(values["brand"])[:60], " ".join(values["model"].split())[:LONGEST_MODEL]
    if not brand or not model:
        raise Refused(N_("Brand and model are both needed."), field="model")
    kwh = _kwh(values["annual_energy_kwh"])
    attributes = {"kwh": int(kwh) if kwh == kwh.to_integral_value() else float(kwh)}
    price = int(kwh * rules.price_per_kwh) if rules.price_per_kwh else None
    return ShelfRow(
        category=category,
        brand=brand,
        model=model,
        title=title_of(category, brand, model, attributes),
        attributes=attributes,
        energy_kwh_year=kwh,
        price=price,
        price_rule="kwh" if price else "",
        stock=rules.stock,
    )


def _kwh(text: str) -> Decimal:
    kwh = plain_number(text)
    if kwh is None or not 0 < kwh <= MOST_KWH:
        raise Refused(
            N_("“%(value)s” is not a yearly energy use in kWh."), field="annual_energy_kwh", value=text
        )
    return kwh
