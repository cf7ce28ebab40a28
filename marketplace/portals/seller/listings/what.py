"""The first step: what it is, as the rating plate says it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField, StringField
from wtforms.validators import InputRequired, Length

from marketplace.domains.catalog.tree.atlas import Measure, atlas
from marketplace.domains.catalog.tree.brands import brand_named
from marketplace.domains.listings.drafting.fill import title_of
from marketplace.domains.listings.gates import legal_life, uses_gas
from marketplace.domains.listings.models import Listing
from marketplace.domains.listings.queries import brands_of, kind_of, product_of
from marketplace.domains.listings.sizes import Kind
from marketplace.foundation import clock
from marketplace.portals.seller.listings.steps import Mine, StepForm
from marketplace.web import formats, languages
from marketplace.web.fact_fields import fact_field, fact_value
from marketplace.web.forms import Form

PREFIX = "attr_"
ELDEST_YEARS = 40


class MadeFields(Form):
    """The month on the rating plate."""

    made_year = SelectField(_l("Made in the year"), validators=[InputRequired()])
    made_month = SelectField(_l("Month"), validators=[InputRequired()])

    def made_on(self) -> date | None:
        """Return the month that was chosen among those offered, or None."""
        parts = [
            field.data if field.data in dict(field.choices or ()) else None
            for field in (self.made_year, self.made_month)
        ]
        return date(int(parts[0]), int(parts[1]), 1) if parts[0] and parts[1] else None


class WhatForm(MadeFields, StepForm):
    category = SelectField(_l("Kind"))
    brand = StringField(
        _l("Brand"),
        validators=[InputRequired(), Length(max=60)],
        render_kw={"maxlength": 60, "list": "brands", "autocomplete": "off"},
    )
    model = StringField(
        _l("Model"),
        description=_l("As on the rating plate, such as BCD-206STPA."),
        validators=[InputRequired(), Length(max=80)],
        render_kw={
            "maxlength": 80,
            "autocapitalize": "characters",
            "autocomplete": "off",
            "spellcheck": "false",
        },
    )
    serial = StringField(
        _l("Serial number"),
        description=_l("Others see only its last three signs. It brings warranty and history along."),
        validators=[Length(max=60)],
        render_kw={
            "maxlength": 60,
            "autocapitalize": "characters",
            "autocomplete": "off",
            "spellcheck": "false",
        },
    )
    title = StringField(
        _l("Title"),
        description=_l("Left empty, we make it of brand and model."),
        validators=[Length(max=120)],
        render_kw={"maxlength": 120},
    )
    measures: Mapping[str, Measure] = {}

    def facts(self) -> list[tuple[Measure, Field]]:
        """Return the facts of this kind with their fields."""
        return [(measure, self[PREFIX + code]) for code, measure in self.measures.items()]

    def said(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if self.fine("category"):
            kind = kind_of(int(self.category.data))
            if kind is not None:
                found |= {"category_id": kind.category_id, "department_id": kind.department_id}
        found |= {
            name: self[name].data or "" for name in ("brand", "model", "serial", "title") if self.fine(name)
        }
        if "brand" in found:
            found["brand"] = brand_named(found["brand"])[:60]
        if self.fine("made_year", "made_month"):
            found["made_on"] = self.made_on()
        read = {m.code: fact_value(m.kind, field.data) for m, field in self.facts() if not field.errors}
        found["attributes"] = {code: value for code, value in read.items() if value is not None}
        return found | _from_the_catalogue(found)


def make(this: Mine) -> WhatForm:
    """Return the form with what the draft says."""
    listing, measures = this.listing, _measures(this.kind)
    fields = {PREFIX + code: fact_field(m.kind, m.label, m.choices) for code, m in measures.items()}
    made: WhatForm = type("KindForm", (WhatForm,), {**fields, "measures": measures})(data=_data(listing))
    made.category.choices = _categories()
    offer_months(made)
    return made


def offer_months(form: MadeFields) -> None:
    """Offer the years and months something can have been made in."""
    this_year = clock.now().year
    years = range(this_year, this_year - ELDEST_YEARS, -1)
    form.made_year.choices = [("", _("Year")), *((str(year), str(year)) for year in years)]
    form.made_month.choices = [("", _("Month")), *((str(n), _month(n)) for n in range(1, 13))]


def context(this: Mine, form: WhatForm) -> dict[str, Any]:
    """Return what the page shows beside the form."""
    node = atlas().nodes[this.kind.category_id]
    gas = str(this.listing.attributes.get("gas") or "")
    main = [(m, f) for m, f in form.facts() if m.code == "gas" and uses_gas(this.kind)]
    more = [(m, f) for m, f in form.facts() if (m, f) not in main]
    years = legal_life(this.kind, gas)
    return {
        "node": node,
        "brands": brands_of(node.id),
        "main_facts": main,
        "more_facts": more,
        "legal_years": years,
    }


def _data(listing: Listing) -> dict[str, Any]:
    made = listing.made_on
    return {
        "category": str(listing.category_id),
        "brand": listing.brand,
        "model": listing.model,
        "serial": listing.serial,
        "title": "" if listing.title == title_of(listing) else listing.title,
        "made_year": str(made.year) if made else "",
        "made_month": str(made.month) if made else "",
        **{PREFIX + code: value for code, value in listing.attributes.items()},
    }


def _measures(kind: Kind) -> Mapping[str, Measure]:
    return atlas().measures_of(kind.category_id)


def _categories() -> list[tuple[str, str]]:
    tree = atlas()
    leaves = [leaf for department in tree.departments for leaf in tree.leaves(department.id)]
    return [(str(leaf.id), formats.local(leaf.name)) for leaf in leaves]


def _month(number: int) -> str:
    names: Mapping[int, str] = languages.locale_of(languages.current()).months["stand-alone"]["wide"]
    return names[number]


def _from_the_catalogue(said: dict[str, Any]) -> dict[str, Any]:
    """Return what our catalogue knows of this brand and model: the product, its energy, facts left empty."""
    product = product_of(said.get("brand", ""), said.get("model", "")) if said.get("model") else None
    if product is None:
        return {"product_id": None, "energy_kwh_year": said["attributes"].get("kwh")}
    return {
        "product_id": product.id,
        "energy_kwh_year": product.energy_kwh_year,
        "attributes": {**product.attributes, **said["attributes"]},
    }
