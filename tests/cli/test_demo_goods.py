"""Demo goods are worth comparing: grade, size and yearly use tell one story, and always the same one."""

from __future__ import annotations

from collections import defaultdict

import pytest

from marketplace.cli.demo.shapes import SHAPES
from marketplace.domains.catalog.bulk.plausible import GRADES, goods, yearly_kwh
from marketplace.foundation.dice import dice_of

EATERS = sorted(slug for slug, shape in SHAPES.items() if "kwh" in shape.numbers)
Seen = dict[tuple[float, str], list[int]]


def at_one_size_a_better_grade_uses_less(seen: Seen) -> None:
    for (size, grade), used in seen.items():
        for worse in (g for g in GRADES if g > grade):
            assert max(used) <= min(seen.get((size, worse), [10**6])), (size, grade, worse)


def at_one_grade_a_larger_one_uses_more(seen: Seen) -> None:
    for grade in GRADES:
        sizes = sorted(size for size, g in seen if g == grade)
        if len(sizes) > 1:
            assert max(seen[sizes[0], grade]) < min(seen[sizes[-1], grade]), grade


@pytest.mark.parametrize("slug", EATERS)
def test_grade_size_and_use_agree(slug: str) -> None:
    shape, seen = SHAPES[slug], defaultdict(list)
    for number in range(1500):
        facts = shape.facts(dice_of(f"good {number}"))
        seen[facts[shape.size], facts["grade"]].append(facts["kwh"])
    at_one_size_a_better_grade_uses_less(seen)
    at_one_grade_a_larger_one_uses_more(seen)


def test_poured_goods_agree_too_and_are_always_the_same() -> None:
    made, kinds = list(goods(20_000)), _by_category()
    for good in made:
        if good.kwh is not None and "grade" in good.attributes:
            assert good.attributes["kwh"] == good.kwh
            kinds[good.kind.category][good.attributes[good.kind.code], good.attributes["grade"]].append(
                good.kwh
            )
    assert len(kinds) > 10
    for seen in kinds.values():
        at_one_size_a_better_grade_uses_less(seen)
        at_one_grade_a_larger_one_uses_more(seen)
    assert list(goods(50, start=100)) == made[100:150]


def _by_category() -> defaultdict[str, defaultdict[tuple[float, str], list[int]]]:
    return defaultdict(lambda: defaultdict(list))


def test_the_formula() -> None:
    assert yearly_kwh(100, 300, 0.5, "3", 0.5) == 200
    assert yearly_kwh(100, 300, 0.5, "1", 0.5) == 144
    assert yearly_kwh(100, 300, 1, "5", 1) == round(300 * 1.28 * 1.03)
    assert yearly_kwh(100, 300, 0, None, 0.5) == 100
