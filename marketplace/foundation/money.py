"""Money is a whole number of minor units; no cent is lost and a float is refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import get_currency_precision

from marketplace.foundation.numerals import plain_number

BASIS = 10_000
LARGEST = 10**15
_settlement = ["CNY"]


def use_currency(currency: str) -> None:
    """Name the one currency this deployment settles in; the web floor does it once at start."""
    _settlement[:] = [currency]


def settlement_currency() -> str:
    """Return the currency of every price in the house."""
    return _settlement[0]


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in minor units of one ISO 4217 currency."""

    amount: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.amount) is not int:
            raise TypeError("money is a whole number of minor units")

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other), self.currency)

    def __mul__(self, times: int) -> "Money":
        if type(times) is not int:
            raise TypeError("money multiplies by whole numbers; use split() for shares")
        return Money(self.amount * times, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def _same(self, other: "Money") -> int:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")
        return other.amount


def split(amount: int, weights: Sequence[int]) -> list[int]:
    """Divide `amount` minor units by `weights` so that the parts sum to it.

    Largest remainder, earlier parts first on a tie. Refuses: negative weights, weights of nothing, floats.
    """
    if any(type(n) is not int for n in (amount, *weights)):
        raise TypeError("split() takes whole numbers")
    total = sum(weights)
    if total <= 0 or min(weights) < 0:
        raise ValueError("split() needs weights that sum to more than nothing")
    sign = -1 if amount < 0 else 1
    parts = [abs(amount) * weight // total for weight in weights]
    remainders = [abs(amount) * weight % total for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: -remainders[i])
    for i in order[: abs(amount) - sum(parts)]:
        parts[i] += 1
    return [sign * part for part in parts]


def share(amount: int, basis_points: int) -> int:
    """Return `basis_points` of `amount` in minor units, rounded half up (commercial rounding)."""
    exact = Decimal(amount) * basis_points / BASIS
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def parse(text: str, currency: str) -> int:
    """Read what a person typed ("2,899.00") as minor units. Refuses: anything but a plain amount."""
    digits = get_currency_precision(currency)
    typed = plain_number(text.strip().replace(" ", "").lstrip("¥￥$€£"))
    minor = Decimal("NaN") if typed is None else typed.scaleb(digits)
    if not minor.is_finite() or abs(minor) >= LARGEST or minor != minor.to_integral_value():
        raise ValueError(f"{text[:40]!r} is not an amount of {currency}")
    return int(minor)


def plain(amount: int, currency: str) -> str:
    """Write minor units as a plain decimal for forms and CSV: `289900` → `2899.00`."""
    digits = get_currency_precision(currency)
    return str(Decimal(amount).scaleb(-digits).quantize(Decimal(1).scaleb(-digits)))
