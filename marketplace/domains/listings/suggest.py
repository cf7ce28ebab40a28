"""Suggest a price for a used appliance, and say why. The formula and its sources: docs/second-hand.md.

    suggestion = new price × (1 − first drop) × (1 − δ)^years × grade        δ = 1.65 ÷ service life

drawn towards what comparable ones sold for here, the more the more of them there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from marketplace.domains.listings.sizes import Kind
from marketplace.foundation.dials import dial
from marketplace.foundation.text import N_

FIRST_DROP = dial(
    "used_first_drop_percent", 30, low=0, high=80, group="second_hand",
    about=N_("What an appliance loses the day it is no longer new, in percent of the new price."),
)  # fmt: skip
# The declining-balance rate of the U.S. Bureau of Economic Analysis for household appliances.
DECLINING_BALANCE = Decimal("1.65")
SERVICE_YEARS = {"any": 10, "laundry": 8, "dryers": 8, "water-heaters": 8, "cooker-hoods": 8, "gas-hobs": 8,
                 "hood-and-hob-sets": 8, "televisions": 9, "small-appliances": 7}  # fmt: skip
GRADE = {
    "premium": Decimal("1.10"),
    "excellent": Decimal("1.00"),
    "good": Decimal("0.88"),
    "fair": Decimal("0.70"),
    "parts": Decimal("0.20"),
}
USUAL = "good"  # what we reckon with until the seller has chosen a grade
SAME_MODEL_PULL, SAME_KIND_PULL = 3, 9  # how many sales weigh as much as the formula
SPREAD = Decimal("0.15")
LEAST_LEFT = Decimal("0.05")  # an old one that works is worth more than nothing


@dataclass(frozen=True, slots=True)
class Sale:
    """A comparable that was sold here."""

    price: int
    grade: str
    made_on: date | None
    sold_on: date
    new_price: int | None
    same_model: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What we would ask, between which amounts it usually lies, and what it rests on; amounts in minor units."""

    price: int
    low: int
    high: int
    new_price: int | None
    months: int
    yearly_percent: int
    first_drop_percent: int
    grade: str
    sales: int
    same_model: bool  # the sales are of this very model


def suggest(
    *, kind: Kind, new_price: int | None, made_on: date, grade: str, sales: Sequence[Sale], today: date
) -> Suggestion | None:
    """Return a suggestion, or None where neither a new price nor a sale tells us anything."""
    months = months_between(made_on, today)
    left = remaining(kind, months, grade)
    formula = Decimal(new_price) * left if new_price else None
    same = [sale for sale in sales if sale.same_model and sale.made_on]
    seen = _of_model(kind, same, left) if same else _of_kind(kind, sales, left, new_price)
    pull = SAME_MODEL_PULL if same else SAME_KIND_PULL
    worth = _drawn(formula, seen, pull)
    if worth is None:
        return None
    return Suggestion(
        price=_rounded(worth),
        low=_rounded(worth * (1 - SPREAD)),
        high=_rounded(worth * (1 + SPREAD)),
        new_price=new_price,
        months=months,
        yearly_percent=int((yearly_loss(kind) * 100).quantize(Decimal(1), ROUND_HALF_UP)),
        first_drop_percent=FIRST_DROP(),
        grade=grade or USUAL,
        sales=len(seen),
        same_model=bool(same),
    )


def yearly_loss(kind: Kind) -> Decimal:
    """Return δ: which part of its worth this kind loses in a year."""
    years = SERVICE_YEARS.get(kind.leaf) or SERVICE_YEARS.get(kind.department) or SERVICE_YEARS["any"]
    return DECLINING_BALANCE / years


def remaining(kind: Kind, months: int, grade: str) -> Decimal:
    """Return which part of the new price is left after so many months, in this grade."""
    years = Decimal(months) / 12
    aged = (1 - Decimal(FIRST_DROP()) / 100) * (1 - yearly_loss(kind)) ** years
    return max(aged, LEAST_LEFT) * GRADE.get(grade or USUAL, GRADE[USUAL])


def months_between(made_on: date, today: date) -> int:
    """Return whole months from one to the other, at least 0."""
    return max(0, (today.year - made_on.year) * 12 + today.month - made_on.month)


def _of_model(kind: Kind, sales: Sequence[Sale], left: Decimal) -> list[Decimal]:
    """Return what each sale of this model says ours is worth, allowing for its age and grade."""
    return [Decimal(sale.price) / _left(kind, sale) * left for sale in sales]


def _of_kind(kind: Kind, sales: Sequence[Sale], left: Decimal, new_price: int | None) -> list[Decimal]:
    """Return what sales of this kind say: how far off the formula each was, of our own new price."""
    if not new_price:
        return []
    known = [sale for sale in sales if sale.new_price and sale.made_on]
    return [Decimal(s.price) / (Decimal(s.new_price or 1) * _left(kind, s)) * new_price * left for s in known]


def _left(kind: Kind, sale: Sale) -> Decimal:
    made = sale.made_on or sale.sold_on
    return remaining(kind, months_between(made, sale.sold_on), sale.grade)


def _drawn(formula: Decimal | None, seen: Sequence[Decimal], pull: int) -> Decimal | None:
    if not seen:
        return formula
    middle = median(seen)
    if formula is None:
        return middle
    weight = Decimal(len(seen)) / (len(seen) + pull)
    return middle * weight + formula * (1 - weight)


def _rounded(minor: Decimal) -> int:
    """Return an amount as people ask it: three digits and noughts."""
    step = Decimal(1).scaleb(max(0, minor.adjusted() - 2))
    return int(max((minor / step).quantize(Decimal(1), ROUND_HALF_UP) * step, step))
