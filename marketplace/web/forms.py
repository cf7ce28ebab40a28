"""The base of every form: strips and caps what is typed, refuses what no keyboard types, speaks the page's language."""

import re
from collections.abc import Mapping
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, FileField, HiddenField, MultipleFileField, PasswordField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.fields.core import UnboundField

from marketplace.foundation import ids
from marketplace.foundation.refusals import Refusal
from marketplace.foundation.text import N_
from marketplace.web import languages
from marketplace.web.door import SAFE
from marketplace.web.form_words import Sentences

LONGEST = 10_000  # characters of any single field; a field's own validator may be stricter
LONGEST_REPLAY_KEY = 64
_UNTYPEABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


class Form(FlaskForm):  # type: ignore[misc]  # WTForms has no types
    """A form of ours. Forgery is refused at the request, so it carries no token of its own: templates call `csrf()`."""

    class Meta:
        csrf = False

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            # Flask-WTF takes an empty body for a form that was not sent, and would keep the old values.
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            return None if request.method in SAFE else _sent(form)

        def get_translations(self, _form: Any) -> Sentences:
            return Sentences()

        def bind_field(self, form: Any, unbound_field: UnboundField, options: Mapping[str, Any]) -> Field:
            return _prepared(unbound_field).bind(form=form, **options)

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Check every field; what cannot be typed is refused before anything else looks at it."""
        unfit = [_refuse_at(field, sentence) for field in self if (sentence := _unfit(field))]
        return not unfit and bool(super().validate(extra_validators=extra_validators))

    def refuse(self, refusal: Refusal) -> None:
        """Write a refusal from below at its field, or at the head of the form."""
        sentence = languages.say(refusal.sentence, **refusal.params)
        if refusal.field in self._fields:
            _refuse_at(self._fields[refusal.field], sentence)
        else:
            self.form_errors.append(sentence)


def _sent(form: Any) -> MultiDict[str, Any]:
    """Return files for the fields that take files and text for all others, whatever was sent in their place."""
    files = {field.name for field in form if isinstance(field, FileField | MultipleFileField)}
    sent = [pair for pair in request.form.items(multi=True) if pair[0] not in files]
    return MultiDict([*sent, *(pair for pair in request.files.items(multi=True) if pair[0] in files)])


def _prepared(unbound: UnboundField) -> UnboundField:
    """Give text fields their stripping, and choices the shape WTForms wants from 3.4 on."""
    kind, told = unbound.field_class, unbound.kwargs
    # Spaces belong to a password.
    if issubclass(kind, StringField) and not issubclass(kind, PasswordField):
        own = tuple(told.get("filters", ()))
        told["filters"] = own if strip in own else (strip, *own)
    choices = told.get("choices")
    if isinstance(choices, Mapping):
        choices = list(choices.items())
    if isinstance(choices, list | tuple):
        told["choices"] = [SelectChoice(c[0], c[1]) if isinstance(c, tuple) else c for c in choices]
    return unbound


def strip(value: Any) -> Any:
    """Take the spaces off both ends of what was typed."""
    return value.strip() if isinstance(value, str) else value


def _refuse_at(field: Field, sentence: str) -> Field:
    field.errors = [*field.errors, sentence]
    return field


def _unfit(field: Field) -> str | None:
    typed = [value for value in field.raw_data or () if isinstance(value, str)]
    if any(len(value) > LONGEST for value in typed):
        return languages.say(N_("This is too long: at most %(most)s characters."), most=LONGEST)
    if not all(is_typeable(value) for value in typed):
        field.raw_data = [_UNTYPEABLE.sub("", value) for value in typed]
        field.data = field.raw_data[0] if isinstance(field.data, str) else field.data
        return languages.say(N_("This holds characters we cannot keep."))
    return None


def is_typeable(value: str) -> bool:
    """Say whether a text holds only what people type: no control characters but line breaks and tabs."""
    return _UNTYPEABLE.search(value) is None


class ReplayField(HiddenField):  # type: ignore[misc]  # WTForms has no types
    """A key made when the form is shown, so that the same form sent twice is known to be the same.

    Pass its data as the journey's idempotency key, e.g. `place(..., key=form.replay_key.data)`.
    """

    def process_data(self, value: Any) -> None:
        self.data = value or ids.new_token()

    def process_formdata(self, valuelist: list[Any]) -> None:
        sent = str(valuelist[0]) if valuelist else ""
        self.data = sent if 0 < len(sent) <= LONGEST_REPLAY_KEY else ids.new_token()
