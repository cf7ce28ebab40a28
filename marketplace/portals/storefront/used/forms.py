"""What buyers write about a listing: a price, and how they want it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from marketplace.domains.haggling.propose import least_for
from marketplace.domains.orders.place import LONGEST_NOTE
from marketplace.foundation.money import settlement_currency
from marketplace.web.fields import MoneyField
from marketplace.web.forms import Form, ReplayField

if TYPE_CHECKING:
    from marketplace.domains.listings.models import Listing


class ProposalForm(Form):
    """A price."""

    amount = MoneyField(
        _l("Your offer"),
        validators=[InputRequired(_l("Write a price."))],
        render_kw={"maxlength": 20, "autocomplete": "off"},
    )

    @classmethod
    def of(cls, listing: Listing) -> ProposalForm:
        """Return the form for a listing: from the lowest offer to just below its price."""
        form = cls()
        form.amount.currency = settlement_currency()
        form.amount.least, form.amount.most = least_for(listing.price), max(listing.price - 1, 1)
        return form


def _id(value: object) -> int | None:
    """Read an address's id; what is none is nobody's."""
    return int(str(value)) if re.fullmatch("[0-9]{1,18}", str(value)) else None


class CodeForm(Form):
    """The six digits the buyer shows."""

    code = StringField(
        _l("The buyer's code"),
        validators=[InputRequired(_l("Write the six digits.")), Length(max=20)],
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code"},
    )


class PurchaseForm(Form):
    """How it changes hands, where it goes, what is booked with it."""

    way = RadioField(_l("How do you get it?"), validators=[InputRequired(_l("Choose how you get it."))])
    address = RadioField(_l("Where does it go?"), coerce=_id, validate_choice=False)
    extras = SelectMultipleField(_l("Book with it"), validate_choice=False)
    note = TextAreaField(
        _l("Note to the seller"),
        validators=[Length(max=LONGEST_NOTE, message=_l("Keep it under %(max)d characters."))],
        render_kw={"rows": 2, "maxlength": LONGEST_NOTE},
    )
    total = HiddenField()
    revision = HiddenField()
    replay_key = ReplayField()

    @property
    def seen_total(self) -> int | None:
        """Return the total the buyer agreed to, minor units."""
        return int(self.total.data) if re.fullmatch("[0-9]{1,15}", self.total.data or "") else None

    @property
    def seen_revision(self) -> int | None:
        """Return which version of the listing the buyer read."""
        return int(self.revision.data) if re.fullmatch("[0-9]{1,9}", self.revision.data or "") else None

    def offer(self, ways: list[str], names: dict[str, str], rows: list[Any]) -> None:
        """Let people choose among these ways and addresses."""
        self.way.choices = [(way, names[way]) for way in ways]
        if self.way.data not in ways:
            self.way.data = ways[0] if len(ways) == 1 else None
        self.address.choices = [(row.id, row.recipient) for row in rows]
        if self.address.data not in {row.id for row in rows}:
            self.address.data = rows[0].id if rows else None
