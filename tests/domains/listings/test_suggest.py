"""The suggestion: what docs/second-hand.md works out by hand is what the code says."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.domains.listings.sizes import Kind
from marketplace.domains.listings.suggest import GRADE, Sale, remaining, suggest

FRIDGE = Kind(2, 1, "three-door-fridges", "refrigerators")
WASHER = Kind(4, 3, "front-loaders", "laundry")
TODAY = date(2026, 11, 22)
pytestmark = pytest.mark.usefixtures("house")


def at_age(years: int, month: int = 11) -> date:
    return date(TODAY.year - years, month, 1)


@pytest.mark.parametrize(
    ("kind", "years", "grade", "price"),
    [
        (FRIDGE, 0, "excellent", 210_000),  # 3,000.00 × 0.70
        (FRIDGE, 3, "good", 108_000),  # 3,000.00 × 0.70 × 0.835³ × 0.88 = 1,075.86
        (
            WASHER,
            3,
            "good",
            92_400,
        ),  # a shorter life loses faster: 3,000.00 × 0.70 × 0.79375³ × 0.88 = 924.18
        (FRIDGE, 3, "parts", 24_500),  # 3,000.00 × 0.70 × 0.835³ × 0.20 = 244.51
    ],
)
def test_the_formula_alone(kind: Kind, years: int, grade: str, price: int) -> None:
    found = suggest(kind=kind, new_price=300_000, made_on=at_age(years), grade=grade, sales=[], today=TODAY)
    assert found is not None
    assert found.price == price
    assert found.low < found.price < found.high


def test_nothing_known_suggests_nothing() -> None:
    assert (
        suggest(kind=FRIDGE, new_price=None, made_on=at_age(3), grade="good", sales=[], today=TODAY) is None
    )


def sold(price: int, *, same_model: bool, new_price: int | None = None, years: int = 3) -> Sale:
    return Sale(price, "good", at_age(years), TODAY, new_price, same_model)


def test_sales_of_the_same_model_draw_the_price_the_more_the_more_there_are() -> None:
    def price(many: int) -> int:
        sales = [sold(140_000, same_model=True)] * many
        found = suggest(
            kind=FRIDGE, new_price=300_000, made_on=at_age(3), grade="good", sales=sales, today=TODAY
        )
        assert found is not None
        assert (found.sales, found.same_model) == (many, many > 0)
        return found.price

    # 1,075.86 alone; three weigh as much as the formula: (1,400.00 + 1,075.86) ÷ 2
    assert [price(0), price(3), price(30)] == [108_000, 124_000, 137_000]


def test_sales_of_the_same_model_suffice_without_a_new_price() -> None:
    sales = [sold(100_000, same_model=True), sold(120_000, same_model=True), sold(500_000, same_model=True)]
    found = suggest(kind=FRIDGE, new_price=None, made_on=at_age(3), grade="good", sales=sales, today=TODAY)
    assert found is not None
    assert found.price == 120_000  # the middle one: a strange price does not pull


def test_sales_of_the_kind_say_how_far_off_the_formula_is() -> None:
    # Each went for half of what the formula says; nine of them weigh as much as it: three quarters.
    half = sold(53_793, same_model=False, new_price=300_000)
    found = suggest(
        kind=FRIDGE, new_price=300_000, made_on=at_age(3), grade="good", sales=[half] * 9, today=TODAY
    )
    assert found is not None
    assert found.price == 80_700
    assert not found.same_model


@given(
    months=st.integers(0, 480), later=st.integers(0, 120), grade=st.sampled_from(["", *GRADE]),
)  # fmt: skip
def test_nothing_gains_worth_with_age(months: int, later: int, grade: str) -> None:
    assert remaining(FRIDGE, months + later, grade) <= remaining(FRIDGE, months, grade)
    assert 0 < remaining(FRIDGE, months, grade) <= 1
