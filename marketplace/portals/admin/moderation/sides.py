"""A change side by side, word by word: what goes on one side, what comes on the other, and what stays on both."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

Pieces = list[tuple[str, bool]]  # words, and whether they differ from the other side's
LONGEST = 3000  # tokens of both: beyond it one whole stands beside the other
_TOKENS = re.compile(r"\w+?(?=[\u2e80-\uffff])|[\u2e80-\uffff]|\w+|\s+|[^\w\s]")


def sides(now: Any, wished: Any) -> tuple[Pieces, Pieces]:
    """Return the pieces of what is on the shelf, and of what is wished."""
    old, new = _tokens(now), _tokens(wished)
    if len(old) + len(new) > LONGEST:
        return [("".join(old), True)], [("".join(new), True)]
    left: Pieces = []
    right: Pieces = []
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if i < j:
            left.append(("".join(old[i:j]), what != "equal"))
        if k < m:
            right.append(("".join(new[k:m]), what != "equal"))
    return left, right


def _tokens(value: Any) -> Sequence[str]:
    if value is None or value in ("", [], {}):
        return ["–"]
    if isinstance(value, str):
        return _TOKENS.findall(value)
    return [f"{line}\n" for line in _lines(value)]


def _lines(value: Any) -> list[str]:
    """Return what a list or a mapping holds, a line each."""
    if isinstance(value, dict):
        if isinstance(value.get("list"), list):  # defects
            return _lines(value["list"])
        return [f"{name}: {part}" for name, part in sorted(value.items())]
    if isinstance(value, list):
        return [
            ", ".join(str(part) for part in one.values() if part) if isinstance(one, dict) else str(one)
            for one in value
        ]
    return [str(value)]
