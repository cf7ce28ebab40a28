"""Facts of products in the reader's words: `206 L`, `Frost-free`, `Grade 1`."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from marketplace.domains.catalog.tree.atlas import Measure
from marketplace.foundation.dials import dial
from marketplace.foundation.text import N_
from marketplace.web import formats

KWH_PRICE = dial(
    "electricity_price_minor_per_kwh",
    56,
    low=1,
    high=100_000,
    group="catalog",
    about=N_("Price of a kWh of electricity, in minor units, for running costs."),
)
YEARS = 10
UNITS = {
    "L": N_("%(n)s L"),
    "kg": N_("%(n)s kg"),
    "hp": N_("%(n)s hp"),
    "in": N_("%(n)s inches"),
    "W": N_("%(n)s W"),
    "kW": N_("%(n)s kW"),
    "dB": N_("%(n)s dB"),
    "kWh/year": N_("%(n)s kWh a year"),
    "L/min": N_("%(n)s L/min"),
    "m³/min": N_("%(n)s m³/min"),
    "sets": N_("%(n)s place settings"),
    "bottles": N_("%(n)s bottles"),
    "rpm": N_("%(n)s rpm"),
}
ON_CARDS = ("grade", "capacity", "load", "horsepower", "screen", "kwh", "noise")
MOST_ON_CARD = 3


def fact_text(measure: Measure, value: Any) -> str:
    """Return one fact in words; empty when it is not known."""
    if value in (None, "", False):
        return ""
    if measure.kind == "number":
        number = formats.number(Decimal(str(value)))
        return (
            _(UNITS[measure.unit], n=number) if measure.unit in UNITS else f"{number} {measure.unit}".strip()
        )
    if measure.kind == "choice":
        return formats.local(measure.choices.get(str(value))) or str(value)
    return _("Yes") if measure.kind == "flag" else str(value)


def label_of(measure: Measure) -> str:
    return formats.local(measure.label)


def unit_of(measure: Measure) -> str:
    """Return the bare unit, for a filter's heading."""
    return _(UNITS[measure.unit], n="").strip() if measure.unit in UNITS else measure.unit


def line_of(measures: Mapping[str, Measure], attributes: Mapping[str, Any]) -> str:
    """Return the one line that tells a product from its neighbours."""
    found = [fact_text(measures[c], attributes[c]) for c in ON_CARDS if c in measures and attributes.get(c)]
    return " · ".join(found[:MOST_ON_CARD])


def yearly_cost(kwh: Decimal | None) -> int | None:
    """Return what a year of it costs in electricity, minor units."""
    return int(kwh * KWH_PRICE()) if kwh is not None else None


def long_cost(product: Any) -> int | None:
    """Return what it costs to buy and run for ten years, minor units."""
    yearly = yearly_cost(product.energy_kwh_year)
    return product.price_from + YEARS * yearly if yearly is not None and product.price_from else None
