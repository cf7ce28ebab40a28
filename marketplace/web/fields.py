"""Fields for what the house deals in: amounts of money, phone numbers, e-mail addresses."""

from typing import Any

import phonenumbers
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TelField
from wtforms.validators import InputRequired, Length, Regexp, ValidationError

from marketplace.foundation import money
from marketplace.foundation.text import N_
from marketplace.web import languages
from marketplace.web.forms import Form, ReplayField

MOST_MINOR = 10**12
HOME_REGION = "CN"
# Enough to catch a slip; whether it is anybody's shows when mail arrives.
AN_EMAIL = (
    Length(max=254),
    Regexp(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z", message=_l("Write an e-mail address, such as name@example.com.")),
)


class MoneyField(StringField):  # type: ignore[misc]  # WTForms has no types
    """An amount as people write it, `2,899.00`; its data is minor units (int) or None when nothing was typed.

    Refuses: parts of a minor unit, amounts below `least` or above `most` (minor units).
    """

    def __init__(
        self, *args: Any, currency: str | None = None, least: int = 0, most: int = MOST_MINOR, **kwargs: Any
    ) -> None:
        self.currency, self.least, self.most = currency or money.settlement_currency(), least, most
        super().__init__(*args, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = str(valuelist[0]).strip() if valuelist else ""
        self.data = None
        if not typed:
            return
        try:
            self.data = money.parse(typed, self.currency)
        except ValueError as error:
            raise ValueError(languages.say(N_("Write an amount, such as 2899.00."))) from error

    def pre_validate(self, _form: Any) -> None:
        if self.data is None or self.least <= self.data <= self.most:
            return
        raise ValidationError(
            languages.say(
                N_("Choose an amount from %(least)s to %(most)s."),
                least=money.plain(self.least, self.currency),
                most=money.plain(self.most, self.currency),
            )
        )

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else money.plain(self.data, self.currency)


class PhoneField(TelField):  # type: ignore[misc]  # WTForms has no types
    """A phone number in any spelling; its data is E.164 (`+8613800138000`) or "". Refuses: what no phone has."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = str(valuelist[0]).strip() if valuelist else ""
        self.data = typed
        if typed:
            number = as_e164(typed)
            if number is None:
                raise ValueError(languages.say(N_("Write a phone number, such as 138 0013 8000.")))
            self.data = number

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else str(self.data or "")


def as_e164(typed: str, region: str = HOME_REGION) -> str | None:
    """Return a phone number as E.164, or None when it is none."""
    try:
        number = phonenumbers.parse(typed[:40], region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class AmountForm(Form):
    """How much, in the settlement currency; sent twice, it is asked once."""

    amount = MoneyField(
        _l("Amount"),
        least=1,
        validators=[InputRequired()],
        render_kw={"maxlength": 20, "autocomplete": "off"},
    )
    replay_key = ReplayField()
