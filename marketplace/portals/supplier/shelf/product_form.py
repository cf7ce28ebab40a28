"""The form of a product nobody offered before: its words, and the facts its category asks for, with units."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from marketplace.domains.catalog.reading.wording import title_of
from marketplace.domains.catalog.shelve import ShelfRow
from marketplace.domains.catalog.stand.manual import LONGEST, manual_address
from marketplace.domains.catalog.tree.atlas import Measure, Node
from marketplace.domains.catalog.tree.brands import brand_named
from marketplace.foundation.text import LANGUAGES
from marketplace.portals.supplier.shelf.first_stock import FirstTermsForm
from marketplace.web.fact_fields import fact_field, fact_value

PREFIX = "attr_"
_WORDS = {"rows": 3, "maxlength": 500}


class ProductForm(FirstTermsForm):
    """Brand, model and words; a field for each attribute of the category is added to it."""

    brand = StringField(
        _l("Brand"), validators=[InputRequired(), Length(max=60)], render_kw={"maxlength": 60}
    )
    model = StringField(
        _l("Model"),
        description=_l("As on the rating plate, such as BCD-206STPA."),
        validators=[InputRequired(), Length(max=80)],
        render_kw={"maxlength": 80, "autocapitalize": "characters", "autocomplete": "off"},
    )
    title_en = StringField(
        _l("Title in English"),
        description=_l("Left empty, we make it of brand, model and facts."),
        validators=[Length(max=200)],
        render_kw={"maxlength": 200},
    )
    title_zh = StringField(_l("Title in Chinese"), validators=[Length(max=200)], render_kw={"maxlength": 200})
    summary_en = TextAreaField(_l("In a few words, English"), validators=[Length(max=500)], render_kw=_WORDS)
    summary_zh = TextAreaField(_l("In a few words, Chinese"), validators=[Length(max=500)], render_kw=_WORDS)

    manual = StringField(
        _l("Manual"),
        description=_l("Where its maker keeps the manual: an address that begins with https://."),
        validators=[Length(max=LONGEST)],
        render_kw={"maxlength": LONGEST, "type": "url", "inputmode": "url", "autocapitalize": "none"},
    )

    def facts(self) -> list[tuple[Measure, Field]]:
        """Return the attributes of the category with their fields, in the order of its schema."""
        measures: Mapping[str, Measure] = self.measures
        return [(measure, self[PREFIX + code]) for code, measure in measures.items()]

    def row(self, leaf: Node) -> ShelfRow:
        """Return what was typed as a row of the shelf, once it is valid."""
        brand, model = brand_named(self.brand.data)[:60], " ".join(self.model.data.split())
        read = ((m.code, fact_value(m.kind, field.data)) for m, field in self.facts())
        facts = {code: value for code, value in read if value is not None}
        made = title_of(leaf.slug, brand, model, facts)
        terms = self.terms()
        return ShelfRow(
            category=leaf.slug,
            brand=brand,
            model=model,
            title={code: self[f"title_{code}"].data or made[code] for code in LANGUAGES},
            summary={code: words for code in LANGUAGES if (words := self[f"summary_{code}"].data)},
            attributes=facts,
            energy_kwh_year=facts.get("kwh"),
            manual=manual_address(self.manual.data or ""),
            price=terms.price,
            cost_price=terms.cost_price,
            shipping=terms.shipping,
            warranty_months=terms.warranty_months,
            delivery_days=terms.delivery_days,
            sku=terms.sku,
            stock=self.pieces.data,
        )


def product_form(measures: Mapping[str, Measure]) -> Any:
    """Return the form for a category with these attributes."""
    fields = {PREFIX + code: fact_field(m.kind, m.label, m.choices) for code, m in measures.items()}
    kind = type("CategoryProductForm", (ProductForm,), {**fields, "measures": measures})
    return kind()
