"""Departments and their categories: names in both languages, order, menus."""

import re

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from marketplace.domains.catalog.models import Category
from marketplace.domains.catalog.stand.find import SHOWN, find_categories, find_category, sizes_of
from marketplace.domains.catalog.tree.arrange import Wording, add_category, rename_category, show_category
from marketplace.domains.catalog.tree.measure import attributes_of
from marketplace.foundation import clock
from marketplace.foundation.history import history_of, history_of_kinds
from marketplace.foundation.ids import row_id
from marketplace.foundation.refusals import Refused
from marketplace.portals.admin import desk, portal
from marketplace.portals.admin.goods.placed import PlacedForm
from marketplace.web import access, htmx
from marketplace.web.access import needs

KINDS = (
    "fridge", "freezer", "washer", "dryer", "dishwasher", "aircon", "heater",
    "cooker", "hood", "tv", "fan", "microwave", "purifier", "generic",
)  # fmt: skip


class CategoryForm(PlacedForm):
    """How a category is called and drawn, and where it stands."""

    name_en = StringField(_l("Name in English"), validators=[InputRequired(), Length(max=60)])
    name_zh = StringField(_l("Name in Chinese"), validators=[InputRequired(), Length(max=60)])
    slug = StringField(
        _l("Address"),
        description=_l("Links that people saved lead nowhere once it changes."),
        validators=[InputRequired(), Length(max=60)],
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )
    words_en = StringField(
        _l("Also called, in English"), description=_l("Apart by commas."), validators=[Length(max=300)]
    )
    words_zh = StringField(
        _l("Also called, in Chinese"), description=_l("Apart by commas."), validators=[Length(max=300)]
    )
    drawing = SelectField(_l("Drawing"), choices=[(kind, kind) for kind in KINDS])

    @property
    def wording(self) -> Wording:
        """Return what was typed, as the catalogue keeps it."""
        return Wording(
            slug=self.slug.data or "",
            name={"en": self.name_en.data or "", "zh": self.name_zh.data or ""},
            words={"en": _split(self.words_en.data), "zh": _split(self.words_zh.data)},
            drawing=self.drawing.data,
            position=self.position.data or 0,
        )


def _split(typed: str | None) -> list[str]:
    return [word.strip() for word in re.split(r"[,，、;；]", typed or "") if word.strip()]


@portal.get("/catalog")
@needs("catalog.read")
def catalog() -> str:
    """Show the departments, one department's categories, or those of a name; filters stand in the URL."""
    above, asked, state = _parent("in"), desk.words(), desk.choice("state", SHOWN)
    tree = find_categories(above=above, q=asked, state=state, cursor=desk.cursor())
    past = history_of_kinds("category", "attribute", cursor=request.args.get("past"), size=10)
    return render_template(
        "admin/catalog/list.html",
        tree=tree,
        above=above,
        asked=asked,
        state=state,
        states=SHOWN,
        sizes=sizes_of([row.id for row in tree.rows if row.parent_id is None]),
        past=past,
        people=desk.actors_of(past.rows),
    )


@portal.route("/catalog/new", methods=["GET", "POST"])
@needs("catalog.edit")
def category_new() -> ResponseReturnValue:
    """Add a department, or a category to the department named in the URL."""
    parent = _parent()
    form = CategoryForm()
    if form.validate_on_submit():
        try:
            parent_id = parent.id if parent else None
            row = add_category(
                parent_id=parent_id, wording=form.wording, actor=access.as_admin(), at=clock.now()
            )
        except Refused as no:
            form.refuse(no)
        else:
            flash(_("It stands in the tree."), "good")
            return htmx.see_other(url_for("admin.category", category_id=row.id))
    status = 422 if form.is_submitted() else 200
    return render_template("admin/catalog/new.html", form=form, parent=parent), status


def _parent(name: str = "parent") -> Category | None:
    known = row_id(request.args.get(name, ""))
    return find_category(known) if known is not None else None


@portal.route("/catalog/<int:category_id>", methods=["GET", "POST"])
@needs("catalog.read")
def category(category_id: int) -> ResponseReturnValue:
    """Show a category with its attributes, and change how it is called."""
    found = find_category(category_id)
    form = CategoryForm(data=_filled(found))
    if form.is_submitted() and not access.may("catalog.edit"):
        raise Refused(_("You may read this, not change it."))
    if form.validate_on_submit():
        try:
            rename_category(
                category_id=category_id, wording=form.wording, actor=access.as_admin(), at=clock.now()
            )
        except Refused as no:
            form.refuse(no)
        else:
            flash(_("Saved. Search and filters follow within a minute."), "good")
            return htmx.see_other(url_for("admin.category", category_id=category_id))
    return _page(found, form), 422 if form.is_submitted() else 200


def _page(found: Category, form: CategoryForm) -> str:
    attributes = attributes_of(found.id)
    rows = history_of([("category", found.id), *(("attribute", row.id) for row in attributes)])
    return render_template(
        "admin/catalog/show.html",
        category=found,
        parent=find_category(found.parent_id) if found.parent_id else None,
        form=form,
        attributes=attributes,
        above=attributes_of(found.parent_id) if found.parent_id else [],
        history=rows,
        people=desk.actors_of(rows),
    )


def _filled(row: Category) -> dict[str, object]:
    return {
        "name_en": row.name.get("en", ""),
        "name_zh": row.name.get("zh", ""),
        "slug": row.slug,
        "words_en": ", ".join(row.words.get("en", [])),
        "words_zh": "，".join(row.words.get("zh", [])),
        "drawing": row.drawing,
        "position": row.position,
    }


@portal.post("/catalog/<int:category_id>/visibility")
@needs("catalog.edit")
def category_visibility(category_id: int) -> ResponseReturnValue:
    """Put a category on the menus, or take it off."""
    shown = request.form.get("shown") == "1"
    show_category(category_id=category_id, shown=shown, actor=access.as_admin(), at=clock.now())
    flash(
        _("It is on the menus.") if shown else _("It is off the menus; search still finds what is in it."),
        "good",
    )
    return htmx.see_other(url_for("admin.category", category_id=category_id))
