"""Check request parameters against the SDK's own typed parameters.

The SDK is generated from Stripe's OpenAPI description, so its `params/` are the nearest thing to the real
API's opinion that can be had offline. Found on the way (stripe 16.1.0): enumerations are written
`Literal[...] | str`, so the `str` is forward compatibility and not permission; `Literal['']` marks what can
be unset; `amount` of a transfer is optional in the types although the API asks for it; and `StripeContext` is
named in the types but imported only for type checkers. `payment_method_types` is gone from what may be asked
(see stripe/methods.py).
"""

from __future__ import annotations

import difflib
import functools
import re
import types
import typing
from typing import TYPE_CHECKING, Any, Union

import typing_extensions as te
from stripe import _request_options
from stripe._request_options import RequestOptions
from stripe._stripe_context import StripeContext
from stripe._stripe_object import UntypedStripeObject

from marketplace.sandbox.protocol.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marketplace.sandbox.protocol.forms import Tree

WHOLE = re.compile(r"^[+-]?\d{1,18}$")
DECIMAL = re.compile(r"^-?\d{1,15}(\.\d{1,12})?$")
LONGEST_TEXT = 5000
MOST_LABELS, LONGEST_KEY, LONGEST_VALUE = 50, 40, 500  # Stripe's, of metadata
UNIONS = (Union, types.UnionType)


@functools.cache
def hints_of(params: type) -> dict[str, Any]:
    """Return the parameter types of one SDK class, without the options every request has."""
    # Inherited forward references are evaluated in the heir's module, which never imported their names.
    names = {**vars(_request_options), "StripeContext": StripeContext}
    hints = typing.get_type_hints(params, localns=names, include_extras=True)
    return {name: hint for name, hint in hints.items() if name not in RequestOptions.__annotations__}


def check(params: type, tree: Tree, path: str = "") -> Tree:
    """Return the parameters with their proper types. Refuses: unknown, missing, or wrongly typed ones."""
    hints = hints_of(params)
    for name in tree:
        if name not in hints:
            where = _join(path, name)
            raise Refusal(
                f"Received unknown parameter: {where}{_hint(name, hints)}",
                code="parameter_unknown",
                param=where,
            )
    required: frozenset[str] = getattr(params, "__required_keys__", frozenset())
    for name in hints:
        if name in required and name not in tree:
            raise absent(_join(path, name))
    return {name: _convert(hints[name], value, _join(path, name)) for name, value in tree.items()}


def _hint(name: str, known: Iterable[str]) -> str:
    """Guess what was meant, as the real API does."""
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.7)
    return f". Did you mean {near[0]}?" if near else ""


def absent(where: str) -> Refusal:
    """Say a required parameter is not there."""
    return Refusal(f"Missing required param: {where}.", code="parameter_missing", param=where)


def _join(path: str, name: str) -> str:
    return f"{path}[{name}]" if path else name


@functools.cache
def _members(hint: Any) -> tuple[tuple[Any, ...], tuple[str, ...]]:
    """Split a hint into the types it may be and the words it may say."""
    origin = typing.get_origin(hint)
    if origin in (te.NotRequired, te.Required):
        return _members(typing.get_args(hint)[0])
    if origin is typing.Literal:
        return (), typing.get_args(hint)
    if origin in UNIONS:
        parts = [_members(part) for part in typing.get_args(hint)]
        return sum((part[0] for part in parts), ()), sum((part[1] for part in parts), ())
    return (hint,), ()


def _convert(hint: Any, value: Any, path: str) -> Any:
    kinds, words = _members(hint)
    return _branch(kinds, value, path) if isinstance(value, dict) else _leaf(kinds, words, value, path)


def _leaf(kinds: tuple[Any, ...], words: tuple[str, ...], value: str, path: str) -> Any:
    if value in words:
        return value
    if value == "":
        raise Refusal(
            f"You passed an empty string for '{path}'. We assume empty values are an attempt to unset a "
            f"parameter; however '{path}' cannot be unset. You should remove '{path}' from your request or "
            "supply a non-empty value.",
            code="parameter_invalid_empty",
            param=path,
        )
    if int in kinds:
        if not WHOLE.match(value):
            raise Refusal(f"Invalid integer: {value}", code="parameter_invalid_integer", param=path)
        return int(value)
    if bool in kinds:
        return _truth(value, path)
    choices = [word for word in words if word]
    if choices:
        offered = ", ".join(choices[:-1]) + (f", or {choices[-1]}" if len(choices) > 1 else choices[-1])
        raise Refusal(f"Invalid {path}: must be one of {offered}", param=path)
    return _text(kinds, value, path)


def _truth(value: str, path: str) -> bool:
    if value not in {"true", "false"}:
        raise Refusal(f"Invalid boolean: {value}", param=path)
    return value == "true"


def _text(kinds: tuple[Any, ...], value: str, path: str) -> str:
    if str in kinds:
        if len(value) > LONGEST_TEXT:
            raise Refusal(
                f"Invalid string: {value[:20]}...; must be at most {LONGEST_TEXT} characters",
                code="parameter_invalid_string",
                param=path,
            )
        return value
    if any(getattr(kind, "__name__", "") in {"Decimal", "float"} for kind in kinds):
        if not DECIMAL.match(value):
            raise Refusal(f"Invalid decimal: {value}", param=path)
        return value
    shape = "array" if any(typing.get_origin(kind) is list for kind in kinds) else "object"
    raise Refusal(f"Invalid {shape}", param=path)


def _branch(kinds: tuple[Any, ...], value: Tree, path: str) -> Any:
    for kind in kinds:
        origin = typing.get_origin(kind)
        if te.is_typeddict(kind):
            return check(kind, value, path)
        if origin is list:
            return _array(typing.get_args(kind)[0], value, path)
        if origin is dict or origin is UntypedStripeObject:
            return _labels(value, path)
    raise Refusal(f"Invalid string: {value}", code="parameter_invalid_string", param=path)


def _array(hint: Any, value: Tree, path: str) -> list[Any]:
    if not all(key.isdigit() for key in value):
        raise Refusal("Invalid array", param=path)
    keys = sorted(value, key=int)
    return [_convert(hint, value[key], f"{path}[{key}]") for key in keys]


def _labels(value: Tree, path: str) -> dict[str, str]:
    """Check metadata: how many labels, and how long."""
    if len(value) > MOST_LABELS:
        raise Refusal(f"Metadata can have up to {MOST_LABELS} keys.", param=path)
    for key, text in value.items():
        if not isinstance(text, str):
            raise Refusal(
                f"Metadata values must be strings, but for key `{key}` you passed in a value of type `hash`",
                param=path,
            )
        if len(key) > LONGEST_KEY or len(text) > LONGEST_VALUE:
            raise Refusal(
                f"Metadata keys can be up to {LONGEST_KEY} characters and values"
                f" up to {LONGEST_VALUE} characters long.",
                param=f"{path}[{key}]",
            )
    return dict(value)
