"""Fields for facts whose kind is known only when the page is made: a number, a choice, a flag or words."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from wtforms import BooleanField, DecimalField, SelectField, StringField
from wtforms.validators import Length, NumberRange, Optional

from marketplace.foundation.text import pick
from marketplace.web import languages

MOST_MEASURED = Decimal(10) ** 7 - 1


def fact_field(kind: str, label: Mapping[str, str], choices: Mapping[str, Mapping[str, str]]) -> Any:
    """Return the field for a fact of this kind (number · choice · flag · text); none of them must be filled."""
    words = pick(dict(label), languages.current())
    if kind == "number":
        within = [Optional(), NumberRange(0, MOST_MEASURED)]
        return DecimalField(words, places=None, validators=within, render_kw={"maxlength": 12})
    if kind == "choice":
        known = [(value, pick(dict(name), languages.current())) for value, name in choices.items()]
        return SelectField(words, choices=[("", "–"), *known], default="")
    if kind == "flag":
        return BooleanField(words)
    return StringField(words, validators=[Length(max=200)], render_kw={"maxlength": 200})


def fact_value(kind: str, typed: Any) -> Any:
    """Return a fact as rows keep it; None where nothing was said."""
    if kind == "number" and typed is not None:
        if not typed.is_finite():
            return None
        return int(typed) if typed == typed.to_integral_value() else float(typed)
    return typed or None
