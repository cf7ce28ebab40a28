"""No cent is lost, no float is taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.foundation import money
from marketplace.foundation.money import Money


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 10**6), min_size=1, max_size=20))
def test_split_loses_nothing(amount: int, weights: list[int]) -> None:
    if sum(weights) == 0:
        with pytest.raises(ValueError, match="weights"):
            money.split(amount, weights)
        return
    parts = money.split(amount, weights)
    assert sum(parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * sum(weights) - amount * weight) <= sum(weights)
        assert weight > 0 or part == 0


@pytest.mark.parametrize(
    ("amount", "weights", "parts"),
    [(100, [1, 1, 1], [34, 33, 33]), (-100, [1, 1, 1], [-34, -33, -33]), (1, [0, 5], [0, 1]), (0, [3], [0])],
)
def test_split_by_table(amount: int, weights: list[int], parts: list[int]) -> None:
    assert money.split(amount, weights) == parts


def test_floats_are_refused() -> None:
    with pytest.raises(TypeError):
        Money(1.0, "CNY")
    with pytest.raises(TypeError):
        money.split(1.5, [1])
    with pytest.raises(TypeError):
        Money(1, "CNY") * 0.5


def test_currencies_do_not_mix() -> None:
    with pytest.raises(ValueError, match="add up"):
        Money(1, "CNY") + Money(1, "EUR")
    assert Money(3, "CNY") + Money(4, "CNY") - Money(2, "CNY") == Money(5, "CNY")


@pytest.mark.parametrize(
    ("amount", "basis_points", "share"),
    [(10_000, 500, 500), (10, 500, 1), (9, 500, 0), (-10, 500, -1), (1, 10_000, 1)],
)
def test_share_rounds_half_up(amount: int, basis_points: int, share: int) -> None:
    assert money.share(amount, basis_points) == share


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("2,899.00", "CNY", 289_900),
        ("¥2899", "CNY", 289_900),
        ("0.01", "EUR", 1),
        ("500", "JPY", 500),
        (" 1.5 ", "CNY", 150),
    ],
)
def test_parse_reads_what_people_type(text: str, currency: str, minor: int) -> None:
    assert money.parse(text, currency) == minor
    assert money.parse(money.plain(minor, currency), currency) == minor


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "1.234",
        "1e400",
        "NaN",
        "inf",
        "9" * 30,
        "0.5.5",
        "1e999999999",
        "1e-999999999",
        "1e2",
        "1_0",
        "9" * 5000,
    ],
)
def test_parse_refuses(text: str) -> None:
    with pytest.raises(ValueError, match="amount"):
        money.parse(text, "CNY")
