"""The form of an offer's terms."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from marketplace.domains.catalog.offer import MOST_DAYS, MOST_MONTHS, MOST_PRICE, OFF, ON, OfferTerms
from marketplace.foundation.money import settlement_currency
from marketplace.web.fields import MoneyField
from marketplace.web.forms import Form

_MONEY = {"maxlength": 20}
_WHOLE = {"inputmode": "numeric", "autocomplete": "off"}


class TermsForm(Form):
    """Price, cost, shipping, warranty, delivery; amounts in the settlement currency."""

    price = MoneyField(_l("Price"), least=1, most=MOST_PRICE, validators=[InputRequired()], render_kw=_MONEY)
    cost_price = MoneyField(
        _l("Cost price"), description=_l("Only your company sees it."), most=MOST_PRICE, render_kw=_MONEY
    )
    shipping = MoneyField(
        _l("Shipping"),
        description=_l("For the whole order; of several things the dearest counts. 0 is free."),
        most=MOST_PRICE,
        render_kw=_MONEY,
    )
    warranty_months = IntegerField(
        _l("Warranty, months"),
        default=12,
        validators=[InputRequired(), NumberRange(0, MOST_MONTHS)],
        render_kw={**_WHOLE, "min": 0, "max": MOST_MONTHS},
    )
    delivery_days = IntegerField(
        _l("Delivery, working days"),
        default=3,
        validators=[InputRequired(), NumberRange(0, MOST_DAYS)],
        render_kw={**_WHOLE, "min": 0, "max": MOST_DAYS},
    )
    sku = StringField(
        _l("Your own number"), validators=[Length(max=60)], render_kw={"maxlength": 60, "autocomplete": "off"}
    )
    state = SelectField(
        _l("On sale"), choices=[(ON, _l("Yes, on sale")), (OFF, _l("No, off sale"))], default=ON
    )
    seen = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in (self.price, self.cost_price, self.shipping):
            field.currency = settlement_currency()

    def terms(self) -> OfferTerms:
        """Return what was typed, once it is valid."""
        return OfferTerms(
            price=self.price.data or 0,
            cost_price=self.cost_price.data,
            shipping=self.shipping.data or 0,
            warranty_months=self.warranty_months.data,
            delivery_days=self.delivery_days.data,
            sku=self.sku.data or "",
            state=self.state.data if self.state else ON,
        )

    def seen_at(self) -> datetime | None:
        """Return when the offer that was shown had last changed; None when somebody made it up."""
        try:
            found = datetime.fromisoformat(self.seen.data or "")
        except ValueError:
            return None
        return found if found.tzinfo else None


def of_offer(row: Any) -> dict[str, object]:
    """Return the form's data for an offer as it stands."""
    names = ("price", "cost_price", "shipping", "warranty_months", "delivery_days", "sku", "state")
    return {**{name: getattr(row, name) for name in names}, "seen": row.updated_at.isoformat()}
