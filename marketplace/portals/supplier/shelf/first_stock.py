"""The part of a form that says how many pieces there are at first, and where."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange

from marketplace.domains.inventory.models import Warehouse
from marketplace.domains.inventory.queries import warehouses_of
from marketplace.domains.inventory.receive import MOST
from marketplace.foundation.text import pick
from marketplace.portals.supplier.shelf.terms_form import TermsForm
from marketplace.web import access, languages


class FirstTermsForm(TermsForm):
    """The terms of an offer that is not there yet, with its stock."""

    state = None
    seen = None
    pieces = IntegerField(
        _l("Pieces in stock"),
        default=0,
        validators=[InputRequired(), NumberRange(0, MOST)],
        render_kw={"inputmode": "numeric", "autocomplete": "off", "min": 0},
    )
    warehouse = SelectField(_l("In which warehouse"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = open_warehouses()
        self.warehouse.choices = [
            (place.id, f"{place.code} · {pick(place.name, languages.current())}") for place in places
        ]
        if not places:
            del self.warehouse  # the main one is opened for them

    def warehouse_id(self) -> int | None:
        """Return the chosen warehouse; None before the first."""
        return self.warehouse.data if "warehouse" in self else None


def open_warehouses() -> list[Warehouse]:
    """Return this work place's warehouses that are open."""
    return [place for place in warehouses_of(access.work_place().supplier_id) if place.state == "open"]
