"""Distances between places, against ones anybody can look up."""

from __future__ import annotations

import pytest

from marketplace.domains.accounts.addresses.distances import around, kilometres
from marketplace.domains.accounts.addresses.divisions import within


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ("1101", "3101", 1068),  # Beijing, Shanghai
        ("4403", "4401", 104),  # Shenzhen, Guangzhou
        ("310115", "310112", 18),  # Pudong, Minhang
        ("5101", "510104", 0),  # a district without a point of its own stands where its city does
    ],
)
def test_distances_are_those_of_the_map(one: str, other: str, km: int) -> None:
    away = kilometres(one, other)
    assert away is not None
    assert away == pytest.approx(km, rel=0.05, abs=3)
    assert away == kilometres(other, one)


def test_a_province_is_no_place_to_measure_from() -> None:
    assert kilometres("44", "4403") is None


def test_every_city_is_on_the_map() -> None:
    cities = [city.code for province in within() for city in within(province.code)]
    assert [code for code in cities if kilometres(code, "1101") is None] == []


def test_what_lies_around_is_whole_cities_or_their_districts() -> None:
    assert "3101" in around("3101", 100)
    near = around("310101", 25)  # Huangpu
    assert {"310115", "310112", "310100"} <= set(near)
    assert not {"3101", "310116"} & set(near)  # Jinshan is 46 km away
    assert "3205" in around("3101", 300)
    assert "1101" not in around("3101", 300)
