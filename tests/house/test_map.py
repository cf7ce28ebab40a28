"""What the house says of itself is true: every room is on the map, every setting in the tables."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOUSE = (ROOT / "docs" / "house.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
ROOMS = sorted(
    path.name for path in (ROOT / "marketplace" / "domains").iterdir() if (path / "models.py").exists()
)
FLOORS = sorted(path.parent.name for path in (ROOT / "marketplace").glob("*/__init__.py"))
PORTALS = sorted(path.parent.name for path in (ROOT / "marketplace" / "portals").glob("*/__init__.py"))
EXAMPLE = (ROOT / ".env.example").read_text("utf-8")
CONFIGURATION = README.partition("## Configuration")[2].partition("\n## ")[0]


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_is_on_the_maps(room: str) -> None:
    assert f"`{room}`" in HOUSE
    assert re.search(rf"the rooms:.*\b{room}\b", README)


@pytest.mark.parametrize("floor", FLOORS)
def test_every_floor_is_on_the_map(floor: str) -> None:
    if floor != "translations":
        assert re.search(rf"\b{floor}\b", HOUSE)
        assert f"{floor}/`" in README


@pytest.mark.parametrize("portal", PORTALS)
def test_every_portal_is_named(portal: str) -> None:
    assert re.search(rf"\| `marketplace/portals/` \|.*\b{portal}\b", README)


def test_the_settings_are_those_of_the_example() -> None:
    example = set(re.findall(r"^([A-Z][A-Z_]+)=", EXAMPLE, re.MULTILINE))
    told = {
        name
        for row in re.findall(r"^\| (`[A-Z].*?) \|", CONFIGURATION, re.MULTILINE)
        for name in re.findall(r"`([A-Z_]+)`", row)
    }
    assert example == told
