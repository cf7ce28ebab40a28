"""Our own table, for suppliers: one row a product, amounts in the shop's currency, `attr:code` for attributes."""

import re
from collections.abc import Mapping
from typing import Any

from marketplace.domains.catalog.reading.rules import Rules
from marketplace.domains.catalog.reading.wording import title_of
from marketplace.domains.catalog.shelve import ShelfRow
from marketplace.domains.catalog.stand.manual import manual_address
from marketplace.domains.catalog.tree.atlas import Measure, atlas
from marketplace.domains.catalog.tree.brands import brand_named
from marketplace.foundation import money
from marketplace.foundation.numerals import plain_number
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_

HEADER = frozenset({"category", "brand", "model", "price"})
OPTIONAL = ("title_en", "title_zh", "summary_en", "summary_zh", "manual", "sku", "cost_price", "shipping", "stock",
            "warranty_months", "delivery_days")  # fmt: skip
ATTRIBUTE = "attr:"
YES = frozenset({"yes", "true", "1", "y", "是", "有"})
NO = frozenset({"no", "false", "0", "n", "否", "无"})
MOST_PRICE = 10**11
LONGEST_WHOLE = 12


def read_row(values: Mapping[str, str], rules: Rules) -> ShelfRow:
    """Read one row. Refuses, naming the column: unknown categories, attributes and choices, amounts that are none."""
    said = {name: text.strip() for name, text in values.items()}
    leaf = atlas().by_slug.get(said["category"])
    if leaf is None or leaf.parent_id is None:
        raise Refused(
            N_("We do not know the category “%(value)s”."), field="category", value=said["category"]
        )
    brand, model = brand_named(said["brand"])[:60], " ".join(said["model"].split())[:80]
    if not re.search(r"\w", brand) or not re.search(r"\w", model):
        raise Refused(N_("Brand and model are both needed."), field="model")
    attributes = _attributes(said, atlas().measures_of(leaf.id))
    made = title_of(leaf.slug, brand, model, attributes)
    return ShelfRow(
        **_terms(said, rules.currency),
        category=leaf.slug,
        brand=brand,
        model=model,
        title={code: said.get(f"title_{code}", "")[:200] or made[code] for code in made},
        summary={code: said[f"summary_{code}"][:500] for code in made if said.get(f"summary_{code}")},
        attributes=attributes,
        energy_kwh_year=attributes.get("kwh"),
        manual=manual_address(said.get("manual", "")),
    )


def _terms(said: Mapping[str, str], currency: str) -> dict[str, Any]:
    """Return what is the supplier's own: amounts, warranty, days, stock."""
    return {
        "price": _amount(said, "price", currency),
        "cost_price": _amount(said, "cost_price", currency) if said.get("cost_price") else None,
        "shipping": _amount(said, "shipping", currency) if said.get("shipping") else 0,
        "warranty_months": _whole(said, "warranty_months", 12, 240),
        "delivery_days": _whole(said, "delivery_days", 3, 60),
        "sku": said.get("sku", "")[:60],
        "stock": _whole(said, "stock", 0, 1_000_000) if said.get("stock") else None,
    }


def _attributes(said: Mapping[str, str], schema: Mapping[str, Measure]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for column, text in said.items():
        if column.startswith(ATTRIBUTE) and text:
            code = column.removeprefix(ATTRIBUTE)
            if code not in schema:
                raise Refused(N_("This category has no attribute “%(value)s”."), field=column, value=code)
            found[code] = _value(schema[code], text, column)
    return {code: value for code, value in found.items() if value is not False}


def _value(measure: Measure, text: str, column: str) -> Any:
    if measure.kind == "number":
        return _number(text, column)
    if measure.kind == "choice":
        named = {
            word.lower(): value
            for value, words in measure.choices.items()
            for word in (value, *words.values())
        }
        if text.lower() not in named:
            raise Refused(
                N_("“%(value)s” is none of the choices of this attribute."), field=column, value=text
            )
        return named[text.lower()]
    if measure.kind == "flag":
        if text.lower() not in YES | NO:
            raise Refused(N_("Write yes or no."), field=column)
        return text.lower() in YES
    return text[:200]


def _number(text: str, column: str) -> int | float:
    number = plain_number(text)
    if number is None or not 0 <= number < 10**7:
        raise Refused(N_("“%(value)s” is not a number we can use."), field=column, value=text)
    return int(number) if number == number.to_integral_value() else float(number)


def _amount(said: Mapping[str, str], column: str, currency: str) -> int:
    try:
        amount = money.parse(said[column], currency)
    except ValueError:
        amount = -1
    if not (0 < amount < MOST_PRICE or (amount == 0 and column != "price")):
        raise Refused(N_("“%(value)s” is not a price."), field=column, value=said[column])
    return amount


def _whole(said: Mapping[str, str], column: str, usual: int, most: int) -> int:
    text = said.get(column, "")
    if not text:
        return usual
    if not text.isdecimal() or len(text) > LONGEST_WHOLE or int(text) > most:
        raise Refused(N_("“%(value)s” is not a number we can use."), field=column, value=text)
    return int(text)
