"""The attribute schema of a category."""

from collections.abc import Mapping

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from marketplace.domains.catalog.models import Attribute
from marketplace.domains.catalog.stand.find import find_category
from marketplace.domains.catalog.tree.measure import (
    Schema,
    add_attribute,
    drop_attribute,
    edit_attribute,
    get_attribute,
)
from marketplace.foundation import clock
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_
from marketplace.portals.admin import portal
from marketplace.portals.admin.goods.placed import PlacedForm
from marketplace.web import access, htmx
from marketplace.web.access import needs

MOST_CHOICES = 100
PARTS = ("en", "zh", "also")
LONGEST_VALUE = 80
FEWEST_PARTS = 2  # both languages


class AttributeForm(PlacedForm):
    """One typed fact about the products of a category."""

    code = StringField(
        _l("Code"),
        description=_l("Small letters, digits and underscores, such as noise_level. It stays for good."),
        validators=[InputRequired(), Length(max=40)],
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )
    label_en = StringField(_l("Name in English"), validators=[InputRequired(), Length(max=60)])
    label_zh = StringField(_l("Name in Chinese"), validators=[InputRequired(), Length(max=60)])
    kind = SelectField(
        _l("Kind"),
        choices=[
            ("number", _l("Number")),
            ("choice", _l("Choice")),
            ("flag", _l("Yes or no")),
            ("text", _l("Text")),
        ],
    )
    unit = StringField(_l("Unit"), description=_l("L, kg, kWh/year, dB …"), validators=[Length(max=12)])
    choices = TextAreaField(
        _l("Choices"),
        description=_l("One a line: value | English | Chinese | other words. Only for the kind “Choice”."),
        validators=[Length(max=8000)],
        render_kw={"rows": 5, "spellcheck": "false"},
    )
    better = SelectField(
        _l("Which is better"),
        choices=[("", _l("Neither")), ("low", _l("Less is better")), ("high", _l("More is better"))],
    )
    facet = BooleanField(_l("Offer it as a filter"))

    @property
    def schema(self) -> Schema:
        """Return what was typed, as the catalogue keeps it. Refuses: choices that cannot be read."""
        return Schema(
            code=self.code.data or "",
            label={"en": self.label_en.data or "", "zh": self.label_zh.data or ""},
            kind=self.kind.data,
            unit=self.unit.data or "",
            choices=_read(self.choices.data or ""),
            better=self.better.data,
            facet=bool(self.facet.data),
            position=self.position.data or 0,
        )


def _read(typed: str) -> Mapping[str, Mapping[str, str]]:
    found: dict[str, Mapping[str, str]] = {}
    for line in typed.splitlines():
        value, *words = (part.strip() for part in line.split("|"))
        if not value and not words:
            continue
        many = FEWEST_PARTS <= len(words) <= len(PARTS)
        if not value or len(value) > LONGEST_VALUE or not many or not all(words[:FEWEST_PARTS]):
            raise Refused(
                N_("Write each choice as: value | English | Chinese | other words."), field="choices"
            )
        found[value] = dict(zip(PARTS, [*words, ""], strict=False))
    if len(found) > MOST_CHOICES:
        raise Refused(N_("At most %(most)s choices."), field="choices", most=MOST_CHOICES)
    return found


@portal.route("/catalog/<int:category_id>/attributes/new", methods=["GET", "POST"])
@needs("catalog.edit")
def attribute_new(category_id: int) -> ResponseReturnValue:
    """Give a category one more attribute."""
    found, form = find_category(category_id), AttributeForm()
    if form.validate_on_submit():
        try:
            actor, at = access.as_admin(), clock.now()
            add_attribute(category_id=category_id, schema=form.schema, actor=actor, at=at)
        except Refused as no:
            form.refuse(no)
        else:
            flash(_("The attribute is there. Products can carry it from now on."), "good")
            return htmx.see_other(url_for("admin.category", category_id=category_id))
    shown = {"form": form, "category": found, "attribute": None}
    return render_template("admin/catalog/attribute.html", **shown), 422 if form.is_submitted() else 200


@portal.route("/catalog/attributes/<int:attribute_id>", methods=["GET", "POST"])
@needs("catalog.edit")
def attribute(attribute_id: int) -> ResponseReturnValue:
    """Change an attribute."""
    found = get_attribute(attribute_id)
    form = AttributeForm(data=_filled(found))
    if form.validate_on_submit():
        try:
            edit_attribute(
                attribute_id=attribute_id, schema=form.schema, actor=access.as_admin(), at=clock.now()
            )
        except Refused as no:
            form.refuse(no)
        else:
            flash(_("Saved. Search and filters follow within a minute."), "good")
            return htmx.see_other(url_for("admin.category", category_id=found.category_id))
    shown = {"form": form, "category": find_category(found.category_id), "attribute": attribute_id}
    return render_template("admin/catalog/attribute.html", **shown), 422 if form.is_submitted() else 200


def _filled(row: Attribute) -> dict[str, object]:
    lines = [" | ".join([value, *(words.get(p, "") for p in PARTS)]) for value, words in row.choices.items()]
    same = {name: getattr(row, name) for name in ("code", "kind", "unit", "better", "facet", "position")}
    names = {f"label_{language}": row.label.get(language, "") for language in ("en", "zh")}
    return {**same, **names, "choices": "\n".join(lines)}


@portal.post("/catalog/attributes/<int:attribute_id>/end")
@needs("catalog.edit")
def attribute_end(attribute_id: int) -> ResponseReturnValue:
    """Take an attribute out of the schema."""
    category_id = drop_attribute(attribute_id=attribute_id, actor=access.as_admin(), at=clock.now())
    flash(_("The attribute is gone. Products keep their values, unseen."), "good")
    return htmx.see_other(url_for("admin.category", category_id=category_id))
