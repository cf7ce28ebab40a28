"""Who may call whom: a room reads other rooms' nouns, never their verbs; a journey never calls a journey."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2] / "marketplace"
NOUNS = {"models", "queries", "states", "events"}
# The switchboard, the job entries and the timetable are doors into journeys, not journeys.
DOORS = {"reactions.py", "jobs.py"}
LISTS = {"invariants", "notices"}  # tables that journeys read; they do nothing
NAMES_THAT_SAY_NOTHING = {"services", "utils", "helpers", "common", "manager", "managers", "base", "misc"}


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def module(name: str) -> list[str]:
    """Return the parts of `name` that are packages or modules, without what is imported from them."""
    parts = name.split(".")
    while parts and not (
        (where := HOUSE.parent.joinpath(*parts)).is_dir() or where.with_suffix(".py").is_file()
    ):
        parts.pop()
    return parts


@pytest.mark.parametrize(
    "room", sorted(p.name for p in (HOUSE / "domains").iterdir() if (p / "models.py").exists())
)
def test_a_room_reads_only_nouns_of_other_rooms(room: str) -> None:
    wrong = []
    for path in (HOUSE / "domains" / room).rglob("*.py"):
        for name in imports_of(path):
            parts = module(name)
            if parts[:2] == ["marketplace", "domains"] and len(parts) > 2 and parts[2] != room:
                noun = parts[3] if len(parts) > 3 else "the room itself"
                if noun not in NOUNS:
                    wrong.append(f"{path.relative_to(HOUSE)} imports {name}")
    assert wrong == []


def test_a_journey_calls_no_other_journey() -> None:
    wrong = []
    for path in (HOUSE / "journeys").glob("*.py"):
        if path.name in DOORS:
            continue
        for name in imports_of(path):
            parts = module(name)
            if parts[:2] == ["marketplace", "journeys"] and len(parts) > 2 and parts[2] not in LISTS:
                wrong.append(f"{path.name} imports {name}")
    assert wrong == []


def test_portals_do_not_know_each_other() -> None:
    wrong = []
    for path in (HOUSE / "portals").rglob("*.py"):
        own = path.relative_to(HOUSE / "portals").parts[0]
        for name in imports_of(path):
            parts = module(name)
            if parts[:2] == ["marketplace", "portals"] and len(parts) > 2 and parts[2] != own:
                wrong.append(f"{path.relative_to(HOUSE)} imports {name}")
    assert wrong == []


def test_names_say_something() -> None:
    files = [p for p in HOUSE.rglob("*.py") if p.stem in NAMES_THAT_SAY_NOTHING]
    assert files == []
