"""What must work before a used appliance is more than parts: a list for each department, in checklists.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from marketplace.domains.listings.sizes import Kind
from marketplace.foundation.text import N_

PASS, FAIL, UNTESTED = "pass", "fail", "untested"
ANSWERS = (PASS, FAIL, UNTESTED)
GRADES = ("premium", "excellent", "good", "fair")  # by what can be seen at 20 cm and 50 cm
PARTS = "parts"  # whatever does not pass its list
DEFECTS: Mapping[str, str] = {
    "scratch": N_("Scratch"),
    "dent": N_("Dent"),
    "rust": N_("Rust"),
    "crack": N_("Crack"),
    "yellowed": N_("Yellowed"),
    "missing": N_("Part missing"),
    "noise": N_("Noise"),
    "repaired": N_("Was repaired"),
    "other": N_("Something else"),
}
SOURCE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to try, in both languages."""

    code: str
    words: Mapping[str, str]


def checklist_of(kind: Kind) -> tuple[Item, ...]:
    """Return what to try on this kind of appliance, in order."""
    lists = _lists()
    return lists.get(kind.leaf) or lists.get(kind.department) or lists["any"]


def all_pass(items: tuple[Item, ...], answers: Mapping[str, str]) -> bool:
    """Say whether every item was tried and works."""
    return bool(items) and all(answers.get(item.code) == PASS for item in items)


@cache
def _lists() -> dict[str, tuple[Item, ...]]:
    found = tomllib.loads(SOURCE.read_text("utf-8"))
    return {
        name: tuple(Item(code, {"en": words[0], "zh": words[1]}) for code, words in items.items())
        for name, items in found.items()
    }
