"""Numbers as people write them, and no others: `Decimal` also reads `1e999999999`, which no sum survives."""

import re
from decimal import Decimal
from typing import TypeVar

Bound = TypeVar("Bound", int, Decimal)
LONGEST_WHOLE = 20  # no row has a longer number, and Python refuses to read thousands of digits
_PLAIN = re.compile(r"[+-]?(\d{1,20}\.?\d{0,20}|\.\d{1,20})")


def plain_number(typed: str) -> Decimal | None:
    """Return a number such as `1,299.50`; None for anything else: an exponent, NaN, digits without end."""
    digits = typed.strip().replace(",", "").replace("，", "")
    return Decimal(digits) if _PLAIN.fullmatch(digits) else None


def whole_number(typed: str, *, most: int) -> int | None:
    """Return a whole number from nought to `most`, such as a row's; None for anything else."""
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_WHOLE):
        return None
    return number if (number := int(typed)) <= most else None


def in_order(low: Bound | None, high: Bound | None) -> tuple[Bound | None, Bound | None]:
    """Return two ends of a range as they are meant: who types the larger one first wants the same."""
    return (high, low) if low is not None and high is not None and low > high else (low, high)
