"""Work is handed over by name: every name leads somewhere."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2] / "marketplace"
NAME = re.compile(r"marketplace(\.[a-z_]+){2,}")


def names() -> set[str]:
    """Return every dotted path somebody wrote as a string, whole or after a constant of its file."""
    found: set[str] = set()
    for path in (p for p in HOUSE.rglob("*.py") if "sandbox" not in p.parts):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and NAME.fullmatch(node.value):
                found.add(node.value)
    from marketplace.schedule import REACTIONS, TIMETABLE

    return found | {REACTIONS} | {slot.path for slot in TIMETABLE}


@pytest.mark.parametrize("name", sorted(names()))
def test_a_name_leads_somewhere(name: str) -> None:
    try:
        import_module(name)
    except ModuleNotFoundError:
        module, _, work = name.rpartition(".")
        assert callable(getattr(import_module(module), work))
