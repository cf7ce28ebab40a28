"""Plant the tree: our own departments, categories and attributes; safe to run any number of times."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from marketplace.domains.catalog.models import Attribute, Category
from marketplace.domains.catalog.tree.attributes import TRAITS, Trait
from marketplace.domains.catalog.tree.departments import Department, Leaf, departments
from marketplace.foundation.db import session


def seed() -> tuple[int, int]:
    """Plant what is missing; return how many categories and attributes there are then.

    What an admin renamed, hid or moved stays as the admin left it: only missing rows are planted.
    """
    roots = [_category(d, i, None) for i, d in enumerate(departments())]
    _plant(Category, roots, ["slug"])
    ids = _ids()
    leaves = [
        _category(leaf, i, ids[d.slug], d.drawing) for d in departments() for i, leaf in enumerate(d.leaves)
    ]
    _plant(Category, leaves, ["slug"])
    traits = [_attribute(t, i, ids[slug]) for slug, found in TRAITS.items() for i, t in enumerate(found)]
    _plant(Attribute, traits, ["category_id", "code"])
    return _count(Category), _count(Attribute)


def _plant(table: Any, rows: list[dict[str, Any]], key: list[str]) -> None:
    session.execute(insert(table).values(rows).on_conflict_do_nothing(index_elements=key))


def _ids() -> dict[str, int]:
    return {row.slug: row.id for row in session.execute(select(Category.slug, Category.id))}


def _count(table: Any) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def _category(
    of: Department | Leaf, position: int, parent_id: int | None, drawing: str = ""
) -> dict[str, Any]:
    return {
        "parent_id": parent_id,
        "slug": of.slug,
        "name": {"en": of.en, "zh": of.zh},
        "words": {"en": list(of.words_en), "zh": list(of.words_zh)},
        "drawing": of.drawing or drawing,
        "position": position,
    }


def _attribute(of: Trait, position: int, category_id: int) -> dict[str, Any]:
    choices = {value: {"en": en, "zh": zh, "also": also} for value, (en, zh, also) in of.choices.items()}
    return {
        "category_id": category_id,
        "code": of.code,
        "label": {"en": of.en, "zh": of.zh},
        "kind": of.kind,
        "unit": of.unit,
        "choices": choices,
        "better": of.better,
        "facet": of.facet,
        "position": position,
    }
