"""What the filters of a category offer, with what is chosen marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from markupsafe import Markup

from marketplace.domains.catalog.tree.atlas import Atlas
from marketplace.domains.catalog.tree.brands import brand_words
from marketplace.domains.catalog.tree.offered import Offered, Value
from marketplace.portals.storefront.shelf.facts import fact_text, label_of, unit_of
from marketplace.portals.storefront.shelf.listing import Listing
from marketplace.web import formats, languages

MOST_BRANDS, MOST_PANELS = 24, 256


@dataclass(frozen=True)
class Facet:
    """One group of the filters: choices, or from and to."""

    name: str
    label: str
    choices: Sequence[Mapping[str, Any]] = ()
    low: str = ""
    high: str = ""
    unit: str = ""
    is_range: bool = False


_panels: dict[Any, Markup] = {}


def panel_of(listing: Listing, tree: Atlas, of: Offered, currency: str) -> Markup:
    """Return the filters as the page shows them: the same for everybody who chose the same on the same shelf."""
    key = (tree, of, currency, languages.current(), *listing.state)
    if key not in _panels:
        if len(_panels) >= MOST_PANELS:
            _panels.clear()
        write: Any = current_app.jinja_env.get_template("storefront/_facets.html").module
        _panels[key] = write.facets(facets_of(listing, of.values, currency), flags_of(listing, of.values))
    return _panels[key]


def facets_of(listing: Listing, values: Mapping[str, Sequence[Value]], currency: str) -> list[Facet]:
    """Return the filters: price, brand, then the schema's; flags together at the end."""
    price = listing.range_of("price")
    found = [Facet("price", _("Price"), low=price[0], high=price[1], unit=currency, is_range=True)]
    brands = _brands(listing, values.get("brand", ()))
    found += [Facet("brand", _("Brand"), brands)] if brands else []
    for code, measure in listing.measures.items():
        if not measure.facet or measure.kind == "flag":
            continue
        if measure.kind == "number":
            low, high = listing.range_of(code)
            found.append(
                Facet(code, label_of(measure), low=low, high=high, unit=unit_of(measure), is_range=True)
            )
        elif choices := _choices(listing, code, values.get(code, ())):
            found.append(Facet(code, label_of(measure), choices))
    return found


def flags_of(listing: Listing, values: Mapping[str, Sequence[Value]]) -> list[Facet]:
    """Return the yes-or-no filters, each a group of one tick."""
    found = [Facet("stock", "", [_choice("1", _("In stock"), None, chosen=listing.wanted.in_stock)])]
    for code, measure in listing.measures.items():
        chosen = code in listing.chosen
        if measure.facet and measure.kind == "flag" and (chosen or values.get(code)):
            count = None if listing.chips else sum(v.products for v in values.get(code, ()))
            found.append(Facet(code, "", [_choice("yes", label_of(measure), count, chosen=chosen)]))
    return found


def _brands(listing: Listing, values: Sequence[Value]) -> list[Mapping[str, Any]]:
    chosen = listing.chosen.get("brand", [])
    offered = {v.value: v.products for v in values[:MOST_BRANDS]} | dict.fromkeys(chosen, None)
    ranked = sorted(offered, key=lambda brand: brand not in chosen)
    return [
        _choice(b, formats.local(brand_words(b)), None if listing.chips else offered[b], chosen=b in chosen)
        for b in ranked
    ]


def _choices(listing: Listing, code: str, values: Sequence[Value]) -> list[Mapping[str, Any]]:
    measure, chosen = listing.measures[code], listing.chosen.get(code, [])
    counts = {value.value: value.products for value in values}
    return [
        _choice(v, fact_text(measure, v), None if listing.chips else counts.get(v), chosen=v in chosen)
        for v in measure.choices
        if v in counts or v in chosen
    ]


def _choice(value: str, label: str, count: int | None, *, chosen: bool) -> dict[str, Any]:
    return {"value": value, "label": label, "count": count, "chosen": chosen}
