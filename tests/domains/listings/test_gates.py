"""What keeps a listing from being submitted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from marketplace.domains.listings.checklists import SOURCE, checklist_of
from marketplace.domains.listings.gates import gaps, is_over_age
from marketplace.domains.listings.models import Listing
from marketplace.domains.listings.sizes import LARGE, MEDIUM, SMALL, Kind, extras_of, size_of
from marketplace.domains.photos.models import Photo
from marketplace.foundation.text import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

TODAY = date(2026, 11, 22)
FRIDGE = Kind(2, 1, "three-door-fridges", "refrigerators")
GEYSER = Kind(4, 3, "gas-water-heaters", "water-heaters")
HOB = Kind(6, 5, "gas-hobs", "kitchen")
pytestmark = pytest.mark.usefixtures("house")
PHOTOS = [Photo(role="", state="ready"), Photo(role="", state="received"), Photo(role="", state="ready")]
PLATE = Photo(role="plate", state="ready")


def whole(kind: Kind = FRIDGE, **more: Any) -> Listing:
    fields: dict[str, Any] = {
        "brand": "Haier", "model": "BCD-206", "made_on": date(2023, 5, 1), "attributes": {"gas": "natural"},
        "checklist": {item.code: "pass" for item in checklist_of(kind)}, "grade": "good", "price": 89_900,
        "size_class": "large", "ways": ["pickup"], "place": {"district": "徐汇区", "street": "衡山路 1 号"},
    }  # fmt: skip
    return Listing(**{**fields, **more})


def steps(
    row: Listing, kind: Kind = FRIDGE, photos: Sequence[Photo] = (*PHOTOS, PLATE), **more: Any
) -> list[str]:
    found = gaps(row, kind, photos, **{"recalled": False, "today": TODAY, **more})
    assert all(gap.sentence % gap.params for gap in found)
    return [gap.step for gap in found]


def test_a_whole_one_may_be_submitted() -> None:
    assert steps(whole()) == []


@pytest.mark.parametrize(
    ("more", "step"),
    [
        ({"model": ""}, "what"), ({"made_on": None}, "what"), ({"price": 0}, "price"), ({"grade": ""}, "condition"),
        ({"checklist": {}}, "condition"), ({"ways": []}, "handover"), ({"ways": ["shipping"]}, "handover"),
        ({"place": {}}, "handover"), ({"place": {"district": "徐汇区"}}, "handover"),
    ],
)  # fmt: skip
def test_each_thing_missing_names_its_step(more: dict[str, Any], step: str) -> None:
    assert steps(whole(**more)) == [step]


def test_three_photos_and_one_of_the_plate() -> None:
    assert steps(whole(), photos=PHOTOS) == ["photos"]
    assert steps(whole(), photos=[*PHOTOS[:2], PLATE]) == ["photos"]
    assert steps(whole(), photos=[*PHOTOS[:2], Photo(role="", state="refused"), PLATE]) == ["photos"]
    assert steps(whole(), photos=[]) == ["photos", "photos"]


def test_what_fails_a_check_is_for_parts_only() -> None:
    failed = {**whole().checklist, "quiet": "fail"}
    assert steps(whole(checklist=failed)) == ["condition"]
    assert steps(whole(checklist=failed, grade="parts")) == []
    untested = {**whole().checklist, "quiet": "untested"}
    assert steps(whole(checklist=untested, grade="premium")) == ["condition"]


@pytest.mark.parametrize(
    ("kind", "gas", "made_on", "lawful"),
    [
        (GEYSER, "natural", date(2018, 12, 1), True),
        (GEYSER, "natural", date(2018, 11, 1), False),  # eight years to the month
        (GEYSER, "lpg", date(2017, 1, 1), False),
        (GEYSER, "town", date(2020, 12, 1), True),
        (GEYSER, "town", date(2020, 11, 1), False),  # six years to the month
        (HOB, "town", date(2019, 1, 1), True),  # hobs: eight years for every gas
        (HOB, "town", date(2018, 1, 1), False),
        (FRIDGE, "natural", date(1999, 1, 1), True),
    ],
)
def test_gas_appliances_end_with_their_legal_life(
    kind: Kind, gas: str, made_on: date, *, lawful: bool
) -> None:
    row = whole(kind, attributes={"gas": gas}, made_on=made_on)
    assert steps(row, kind) == ([] if lawful else ["what"])


def test_a_gas_appliance_must_say_its_gas() -> None:
    assert steps(whole(GEYSER, attributes={}), GEYSER) == ["what"]


def test_a_recalled_model_stays_off() -> None:
    assert steps(whole(), recalled=True) == ["what"]


def test_without_a_kind_only_that_is_asked() -> None:
    assert [gap.step for gap in gaps(whole(), None, [], recalled=False, today=TODAY)] == ["what"]


def test_age_counts_in_months() -> None:
    assert is_over_age(date(2018, 11, 1), 8, date(2026, 11, 1))
    assert not is_over_age(date(2018, 12, 1), 8, date(2026, 11, 30))


@pytest.mark.parametrize(
    ("kind", "attributes", "size"),
    [
        (FRIDGE, {}, LARGE), (HOB, {}, SMALL), (GEYSER, {}, MEDIUM),
        (Kind(8, 7, "4k-televisions", "televisions"), {"screen": 75}, LARGE),
        (Kind(8, 7, "4k-televisions", "televisions"), {"screen": 32}, SMALL),
        (Kind(8, 7, "4k-televisions", "televisions"), {}, MEDIUM),
        (Kind(10, 9, "new-things", "unheard-of"), {}, MEDIUM),
    ],
)  # fmt: skip
def test_size_follows_from_what_it_is(kind: Kind, attributes: dict[str, Any], size: str) -> None:
    assert size_of(kind, attributes) == size


def test_small_things_are_not_carried_out() -> None:
    assert "carry_out" in extras_of(FRIDGE, LARGE)
    assert extras_of(Kind(8, 7, "fans", "small-appliances"), SMALL) == ()
    assert "installation" in extras_of(GEYSER, MEDIUM)


def test_every_check_is_in_both_languages() -> None:
    assert SOURCE.exists()
    for slug in ("refrigerators", "dryers", "any"):
        items = checklist_of(Kind(1, 1, slug, slug))
        assert len(items) >= 4
        assert all(item.words[language] for item in items for language in LANGUAGES)
