"""The departments and their categories as we start with them; the words themselves stand in departments.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True)
class Leaf:
    """A category: where products stand."""

    slug: str
    en: str
    zh: str
    words_en: list[str]
    words_zh: list[str]
    drawing: str  # empty: the department's


@dataclass(frozen=True)
class Department:
    """A department: a group of categories."""

    slug: str
    en: str
    zh: str
    drawing: str
    words_en: list[str]
    words_zh: list[str]
    leaves: tuple[Leaf, ...]


@cache
def departments() -> tuple[Department, ...]:
    """Return the departments, in order."""
    found = tomllib.loads(SOURCE.read_text("utf-8"))["department"]
    return tuple(Department(**{**d, "leaves": tuple(Leaf(*leaf) for leaf in d["leaves"])}) for d in found)
