"""Numbers as people write them, and no others: `Decimal` also reads `1e999999999`, which no sum survives."""

import re
from decimal import Decimal

_PLAIN = re.compile(r"[+-]?(\d{1,20}\.?\d{0,20}|\.\d{1,20})")


def plain_number(typed: str) -> Decimal | None:
    """Return a number such as `1,299.50`; None for anything else: an exponent, NaN, digits without end."""
    digits = typed.strip().replace(",", "").replace("，", "")
    return Decimal(digits) if _PLAIN.fullmatch(digits) else None
