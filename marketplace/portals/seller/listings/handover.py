"""The fifth step: how it changes hands, what can be booked with it, and where it stands."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from marketplace.domains.accounts.addresses import divisions
from marketplace.domains.listings.sizes import SHIPPING, WAYS, extras_of
from marketplace.portals.seller.listings.steps import Mine, StepForm
from marketplace.web import languages
from marketplace.web.fields import MoneyField

MOST_SHIPPING = 50_000  # minor units; what a parcel may cost, not a way around commission
WAY_WORDS = {
    "pickup": _l("The buyer picks it up; a code proves it"),
    "delivery": _l("Coolspot's carrier fetches and delivers it"),
    "shipping": _l("You send it as a parcel"),
}
EXTRA_WORDS = {
    "carry_out": _l("Carrying it out of your flat"),
    "removal": _l("Taking the buyer's old one away"),
    "installation": _l("Installing it at the buyer's"),
}
SIZE_WORDS = {"small": _l("Small: fits a parcel"), "medium": _l("Medium: one or two carry it"),
              "large": _l("Large: two people and a van")}  # fmt: skip


class HandoverForm(StepForm):
    ways = SelectMultipleField(_l("How it changes hands"), validators=[InputRequired()])
    shipping = MoneyField(
        _l("What the buyer pays for the parcel"),
        least=0,
        most=MOST_SHIPPING,
        description=_l("Leave it at 0 if it is in your price."),
        render_kw={"inputmode": "decimal", "autocomplete": "off", "maxlength": 12},
    )
    extras = SelectMultipleField(
        _l("What the buyer may book with it"),
        description=_l("The buyer pays for it by size class; our partners do the work."),
    )
    province = SelectField(_l("Province"), validators=[InputRequired()])
    city = SelectField(_l("City"), validators=[InputRequired()])
    district = SelectField(_l("District"), validators=[InputRequired()])
    street = StringField(
        _l("Street, number, door"),
        description=_l("Only a buyer who has paid sees it."),
        validators=[Length(max=200)],
        render_kw={"autocomplete": "street-address", "maxlength": 200},
    )
    floor = IntegerField(
        _l("Floor"),
        validators=[Optional(), NumberRange(-3, 200)],
        render_kw={"inputmode": "numeric", "maxlength": 4},
    )
    lift = BooleanField(_l("There is a lift it fits into"))

    def said(self) -> dict[str, Any]:
        found: dict[str, Any] = {"place": self._place()}
        found |= {name: list(self[name].data or []) for name in ("ways", "extras") if self.fine(name)}
        if self.fine("shipping"):
            sent = SHIPPING in (self.ways.data or [])
            found["shipping"] = (self.shipping.data or 0) if sent else 0
        return found

    def _place(self) -> dict[str, Any]:
        """Return where it stands, without what was not said."""
        place = _named(self.district.data or self.city.data or self.province.data or "")
        if self.fine("street") and self.street.data:
            place["street"] = self.street.data
        if self.fine("floor") and self.floor.data is not None:
            place["floor"] = self.floor.data
        return place | {"lift": True} if self.lift.data else place


def make(this: Mine) -> HandoverForm:
    """Return the form with what the draft says."""
    form = HandoverForm(data=data(this))
    fill_in(form, this)
    return form


def fill_in(form: HandoverForm, this: Mine) -> None:
    """Offer what its size allows, and the places within what is chosen so far."""
    listing = this.listing
    form.ways.choices = [(way, WAY_WORDS[way]) for way in WAYS[listing.size_class]]
    form.extras.choices = [(extra, EXTRA_WORDS[extra]) for extra in extras_of(this.kind, listing.size_class)]
    _offer(form, "province", "")
    _offer(form, "city", form.province.data)
    _offer(form, "district", form.city.data)


def context(this: Mine, _form: HandoverForm) -> dict[str, Any]:
    """Return what the page shows beside the form."""
    feed = url_for("account.divisions", lang=languages.current())
    return {"feed": feed, "size_word": SIZE_WORDS[this.listing.size_class]}


def data(this: Mine) -> dict[str, Any]:
    """Return what a listing says of its hand-over, as the form shows it."""
    listing, place = this.listing, this.listing.place
    code = divisions.code_of(*(str(place.get(name, "")) for name in divisions.LEVELS))
    return {
        "ways": list(listing.ways),
        "extras": list(listing.extras),
        "shipping": listing.shipping,
        "province": code[:2],
        "city": code[:4] if len(code) > len("31") else "",
        "district": code if len(code) > len("3101") else "",
        "street": place.get("street", ""),
        "floor": place.get("floor"),
        "lift": bool(place.get("lift")),
    }


def _offer(form: HandoverForm, level: str, parent: str) -> None:
    field = form[level]
    found = divisions.within(parent) if parent or level == "province" else []
    field.choices = [("", _("Choose")), *((d.code, d.label(languages.current())) for d in found)]
    if field.data not in dict(field.choices):
        field.data = ""


def _named(code: str) -> dict[str, Any]:
    """Return the names of a place by its code, as far as it goes."""
    names: dict[str, Any] = {}
    for level, end in zip(divisions.LEVELS, (2, 4, 6), strict=True):
        found = next((d for d in divisions.within(code[: end - 2]) if d.code == code[:end]), None)
        names[level] = found.name if found and len(code) >= end else ""
    return names
