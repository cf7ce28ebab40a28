"""The form of an address: in China by province, city and district, elsewhere in words."""

from functools import lru_cache

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Regexp

from marketplace.domains.accounts.addresses import divisions
from marketplace.domains.accounts.addresses.save import HOME, Place
from marketplace.domains.accounts.models import Address
from marketplace.web import languages
from marketplace.web.fields import PhoneField
from marketplace.web.forms import Form

Choices = list[tuple[str, str]]


class AddressForm(Form):
    country = SelectField(_l("Country or region"), render_kw={"autocomplete": "country"})
    recipient = StringField(
        _l("Recipient"),
        validators=[InputRequired(), Length(max=60)],
        render_kw={"autocomplete": "name", "maxlength": 60},
    )
    phone = PhoneField(
        _l("Phone"),
        description=_l("The courier calls it. Outside China begin with + and the country's number."),
        validators=[InputRequired()],
        render_kw={"autocomplete": "tel", "inputmode": "tel", "maxlength": 30},
    )
    province = SelectField(_l("Province"), validators=[InputRequired()], validate_choice=True)
    city = SelectField(_l("City"), validators=[InputRequired()])
    district = SelectField(_l("District"), validators=[InputRequired()])
    region = StringField(
        _l("State or region"),
        validators=[Length(max=60)],
        render_kw={"autocomplete": "address-level1", "maxlength": 60},
    )
    town = StringField(
        _l("Town or city"),
        validators=[InputRequired(), Length(max=60)],
        render_kw={"autocomplete": "address-level2", "maxlength": 60},
    )
    street = StringField(
        _l("Street, number, floor and door"),
        validators=[InputRequired(), Length(max=200)],
        render_kw={"autocomplete": "street-address", "maxlength": 200},
    )
    postcode = StringField(
        _l("Postcode"),
        validators=[
            Length(max=12),
            Regexp(r"[0-9A-Za-z -]*\Z", message=_l("Letters, digits, spaces and hyphens only.")),
        ],
        render_kw={"autocomplete": "postal-code", "maxlength": 12},
    )
    default = BooleanField(_l("Use this address by default"))

    is_home = True  # decided once, by `prepare`: refusing a field may empty it later

    def prepare(self) -> "AddressForm":
        """Offer what follows from what is chosen so far; leave out what the country does not have."""
        self.country.choices = _countries(languages.current())
        self.country.render_kw = {"autocomplete": "country", **_redrawn_on_change()}
        if self.country.data not in dict(self.country.choices):
            self.country.data = HOME
        self.is_home = self.country.data == HOME
        if not self.is_home:
            for name in divisions.LEVELS:
                del self[name]
            return self
        del self["region"], self["town"]
        self._offer("province", "")
        self._offer("city", self.province.data)
        self._offer("district", self.city.data)
        return self

    def _offer(self, level: str, parent: str) -> None:
        field = self[level]
        found = divisions.within(parent) if parent or level == "province" else []
        field.choices = [("", _("Choose")), *((d.code, d.label(languages.current())) for d in found)]
        if field.data not in dict(field.choices):
            field.data = ""

    def place(self) -> Place:
        """Return what was typed as the domain's address."""
        shared = {"recipient": self.recipient.data, "phone": self.phone.data, "country": self.country.data}
        shared |= {"street": self.street.data, "postcode": self.postcode.data or ""}
        if self.is_home:
            return Place(**shared, division=self.district.data)
        return Place(**shared, province=self.region.data or "", city=self.town.data)


def of_address(row: Address) -> dict[str, object]:
    """Return an address as the form shows it."""
    code = divisions.code_of(row.province, row.city, row.district) if row.country == HOME else ""
    return {
        **{name: getattr(row, name) for name in ("country", "recipient", "phone", "street", "postcode")},
        "default": row.is_default,
        "province": code[:2],
        "city": code[:4],
        "district": code,
        "region": row.province,
        "town": row.city,
    }


def _redrawn_on_change() -> dict[str, str]:
    """Return the attributes that let htmx press "Choose" for the person."""
    return {
        "hx-post": request.path,  # the form may stand on another page
        "hx-trigger": "change",
        "hx-vals": '{"way": "choose"}',
        "hx-target": "#address-fields",
        "hx-swap": "outerHTML",
    }


@lru_cache(maxsize=4)
def _countries(language: str) -> Choices:
    names = languages.locale_of(language).territories
    known = [pair for pair in names.items() if _is_country(pair[0])]
    return sorted(known, key=lambda pair: (pair[0] != HOME, pair[1]))


def _is_country(code: str) -> bool:
    return len(code) == len(HOME) and code.isalpha() and code not in _NOT_PLACES


_NOT_PLACES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})


def feed() -> str:
    """Return where a script asks for what lies within a province or city."""
    return url_for("account.divisions", lang=languages.current())


def wants_choices(way: str | None) -> bool:
    """Say whether the person asked for the next choices rather than to save."""
    return way == "choose"
