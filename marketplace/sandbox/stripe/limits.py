"""What amounts and currencies Stripe takes."""

from __future__ import annotations

import re

from marketplace.sandbox.protocol.errors import Refusal

LARGEST = 99_999_999
# https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts; a currency not listed takes any amount.
SMALLEST = {
    "usd": 50,
    "eur": 50,
    "gbp": 30,
    "jpy": 50,
    "hkd": 400,
    "sgd": 50,
    "aud": 50,
    "cad": 50,
    "chf": 50,
}
CODE = re.compile(r"^[a-zA-Z]{3}$")


def currency(code: str, param: str = "currency") -> str:
    """Return the currency in lower case. Refuses: what is no three-letter code."""
    if not CODE.match(code):
        raise Refusal(f"Invalid currency: {code}. Stripe takes three-letter ISO codes.", param=param)
    return code.lower()


def amount(value: int, code: str, param: str = "amount") -> int:
    """Return the amount, in minor units. Refuses: below the currency's least or over eight digits."""
    if value < 1:
        raise Refusal(
            "This value must be greater than or equal to 1.", code="parameter_invalid_integer", param=param
        )
    if value < SMALLEST.get(code, 1):
        raise Refusal("Amount must convert to at least 50 cents.", code="amount_too_small", param=param)
    if value > LARGEST:
        raise Refusal("Amount must be no more than 999,999.99.", code="amount_too_large", param=param)
    return value
