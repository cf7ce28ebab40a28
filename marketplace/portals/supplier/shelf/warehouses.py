"""A supplier's warehouses: opened, renamed, closed and opened again."""

from typing import Any

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug import Response
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from marketplace.domains.inventory.models import Warehouse
from marketplace.domains.inventory.open_warehouse import close_warehouse, open_warehouse, rename_warehouse
from marketplace.domains.inventory.queries import get_warehouse, warehouses_of
from marketplace.domains.inventory.stocklist import pieces_by_warehouse
from marketplace.foundation.refusals import Refused
from marketplace.portals.supplier import portal
from marketplace.web import access, htmx
from marketplace.web.forms import Form

_PLACE = {"maxlength": 60}


class WarehouseForm(Form):
    """Where goods leave from."""

    code = StringField(
        _l("Code"),
        description=_l("Short, your own: SH-1. It stands on packing slips."),
        validators=[InputRequired(), Length(max=20)],
        render_kw={"maxlength": 20, "autocomplete": "off", "autocapitalize": "characters"},
    )
    name_en = StringField(_l("Name in English"), validators=[InputRequired(), Length(max=80)])
    name_zh = StringField(_l("Name in Chinese"), validators=[InputRequired(), Length(max=80)])
    province = StringField(_l("Province"), validators=[Length(max=60)], render_kw=_PLACE)
    city = StringField(_l("City"), validators=[Length(max=60)], render_kw=_PLACE)

    def fields(self) -> dict[str, Any]:
        """Return what the form says, as the warehouse keeps it."""
        names = {"en": self.name_en.data, "zh": self.name_zh.data}
        return {"name": names, "province": self.province.data or "", "city": self.city.data or ""}


@portal.get("/warehouses")
def warehouses() -> str:
    """Show the warehouses, open ones first, with the pieces in each."""
    here = access.work_place().supplier_id
    return render_template(
        "supplier/warehouses/list.html", rows=warehouses_of(here), pieces=pieces_by_warehouse(here)
    )


@portal.get("/warehouses/new")
def new_warehouse() -> str:
    """Show the form for another warehouse."""
    return _page(WarehouseForm(), None)


@portal.post("/warehouses/new")
def add_warehouse() -> Response | tuple[str, int]:
    """Open a warehouse."""
    form = WarehouseForm()
    if form.validate_on_submit():
        try:
            open_warehouse(supplier_id=access.work_place().supplier_id, code=form.code.data, **form.fields())
        except Refused as no:
            form.refuse(no)
        else:
            flash(_("The warehouse is open."), "good")
            return htmx.see_other(url_for("supplier.warehouses"))
    return _page(form, None), 422


@portal.get("/warehouses/<int:warehouse_id>")
def warehouse(warehouse_id: int) -> str:
    """Show the form with the warehouse as it stands."""
    row = _mine(warehouse_id)
    words = {f"name_{language}": row.name.get(language, "") for language in ("en", "zh")}
    return _page(
        WarehouseForm(data={"code": row.code, "province": row.province, "city": row.city, **words}), row
    )


@portal.post("/warehouses/<int:warehouse_id>")
def change_warehouse(warehouse_id: int) -> Response | tuple[str, int]:
    """Keep the new words; the code stays, it stands on papers."""
    row, form = _mine(warehouse_id), WarehouseForm()
    form.code.data = row.code
    form.code.validators = ()
    if form.validate_on_submit():
        rename_warehouse(warehouse=row, **form.fields())
        flash(_("Saved."), "good")
        return htmx.see_other(url_for("supplier.warehouses"))
    return _page(form, row), 422


@portal.post("/warehouses/<int:warehouse_id>/closure")
def shut_warehouse(warehouse_id: int) -> Response:
    """Close it: nothing more is sold from it; the list offers the way back."""
    close_warehouse(warehouse=_mine(warehouse_id))
    flash(_("Closed. What is kept for orders still leaves from it."), "good")
    return htmx.see_other(url_for("supplier.warehouses"))


@portal.post("/warehouses/<int:warehouse_id>/opening")
def reopen_warehouse(warehouse_id: int) -> Response:
    """Open a closed one again."""
    row = _mine(warehouse_id)
    if row.state != "open":
        open_warehouse(
            supplier_id=row.supplier_id, code=row.code, name=row.name, province=row.province, city=row.city
        )
        flash(_("The warehouse is open."), "good")
    return htmx.see_other(url_for("supplier.warehouses"))


def _mine(warehouse_id: int) -> Warehouse:
    return get_warehouse(warehouse_id, supplier_id=access.work_place().supplier_id)


def _page(form: WarehouseForm, row: Warehouse | None) -> str:
    return render_template("supplier/warehouses/edit.html", form=form, row=row)
