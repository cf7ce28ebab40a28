"""About 200 lines a file, 25 a function, 12 files a room: past that it is two things."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "marketplace"
LINES_A_FILE, LINES_A_FUNCTION, FILES_A_ROOM = 200, 25, 12
# Each with its reason.
LONGER_FILES: dict[str, str] = {}
LONGER_FUNCTIONS: dict[str, str] = {}
FULLER_ROOMS: dict[str, str] = {
    "foundation": "a floor, not a room: one file for each thing everybody stands on",
    "journeys": "a floor, not a room: one file a business story",
    "web": "a floor, not a room: one file for each thing every request meets",
}


def modules() -> list[Path]:
    return [path for path in sorted(HOUSE.rglob("*.py")) if path.is_file()]


def everything_written_by_hand() -> list[Path]:
    """Return our code wherever it lies: the house, its tests, the front doors and the browser's scripts."""
    trees = [*HOUSE.rglob("*.py"), *(ROOT / "tests").rglob("*.py"), *(ROOT / "static" / "js").rglob("*.js")]
    return sorted([*ROOT.glob("*.py"), *trees])


def test_no_file_is_two_things() -> None:
    long = {
        path.relative_to(ROOT).as_posix(): n
        for path in everything_written_by_hand()
        if (n := len(path.read_text("utf-8").splitlines())) > LINES_A_FILE
    }
    said = [f"{name} {n}" for name, n in sorted(long.items()) if name not in LONGER_FILES]
    assert not said, "\n".join(said)
    assert set(LONGER_FILES) <= set(long), "exceptions no longer needed"


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield each function's name and the lines of its body, without its docstring."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            if body:
                yield (
                    f"{path.relative_to(HOUSE).as_posix()}:{node.name}",
                    (node.end_lineno or 0) - body[0].lineno + 1,
                )


def test_no_function_is_two_things() -> None:
    long = {name: n for path in modules() for name, n in functions(path) if n > LINES_A_FUNCTION}
    said = [f"{name} {n}" for name, n in sorted(long.items()) if name not in LONGER_FUNCTIONS]
    assert not said, "\n".join(said)
    assert set(LONGER_FUNCTIONS) <= set(long), "exceptions no longer needed"


def test_no_room_is_two_rooms() -> None:
    rooms = {path.parent for path in modules()}
    counted = {
        room.relative_to(HOUSE).as_posix(): len([p for p in room.glob("*.py") if p.name != "__init__.py"])
        for room in rooms
    }
    full = {name: n for name, n in counted.items() if n > FILES_A_ROOM and name not in FULLER_ROOMS}
    assert full == {}


@pytest.mark.parametrize("word", ["TODO", "FIXME", "XXX"])
def test_nothing_is_left_for_later(word: str) -> None:
    found = [path.relative_to(ROOT).as_posix() for path in modules() if word in path.read_text("utf-8")]
    assert found == []
