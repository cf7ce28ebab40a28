"""Where the reader is, and how far away something is from there."""

from typing import Any

from flask_babel import gettext as _

from marketplace.domains.accounts.addresses.distances import CITY, kilometres
from marketplace.domains.accounts.addresses.divisions import code_of
from marketplace.domains.accounts.queries import list_addresses
from marketplace.web import access, formats

COUNTRY = "CN"  # elsewhere there is no map of districts
FAR = 100  # from here on tens are exact enough


def home_code() -> str:
    """Return the code of the district of the reader's own address, "" when there is none."""
    person = access.current_person()
    row = next((one for one in list_addresses(person.id) if one.is_default), None) if person else None
    return code_of(row.province, row.city, row.district) if row and row.country == COUNTRY else ""


def away_words(near: str, row: Any) -> str:
    """Return how far a row of the shelf is from a city or district, in words; "" when that is not known."""
    code = code_of(row.province, row.city, row.place.get("district", ""))
    away = kilometres(near, code)
    if away is None:
        return ""
    if away < 1:  # both are known no better than by their city
        return str(_("same district")) if near == code and len(code) > CITY else str(_("same city"))
    rounded = round(away / 10) * 10 if away >= FAR else round(away)
    return str(_("about %(km)s km away", km=formats.number(rounded)))
