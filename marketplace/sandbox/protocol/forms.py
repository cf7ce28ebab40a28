"""Decode `a[b][0][c]=d` form bodies and queries into nested dicts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from marketplace.sandbox.protocol.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

NAME = re.compile(r"^([^\[\]]+)((?:\[[^\[\]]*\])*)$")
PART = re.compile(r"\[([^\[\]]*)\]")
DEEPEST = 12

Tree = dict[str, Any]


def decode(pairs: Iterable[tuple[str, str]]) -> Tree:
    """Build the tree. Refuses: names that are no bracket names, or both a leaf and a branch."""
    tree: Tree = {}
    for name, value in pairs:
        match = NAME.match(name)
        if match is None:
            raise Refusal(f"Invalid parameter name: {name}", param=name)
        path = [match.group(1), *PART.findall(match.group(2))]
        if len(path) > DEEPEST:
            raise Refusal(f"Parameter nested too deeply: {name}", param=name)
        _plant(tree, path, value, name)
    return tree


def _plant(tree: Tree, path: list[str], value: str, name: str) -> None:
    """Put one value at the end of its path."""
    branch = tree
    for step in path[:-1]:
        child = branch.setdefault(_slot(branch, step), {})
        if not isinstance(child, dict):
            raise Refusal(f"Invalid object: {name}", param=path[0])
        branch = child
    branch[_slot(branch, path[-1])] = value


def _slot(branch: Tree, step: str) -> str:
    """Give a number to an empty pair of brackets: `a[]=x&a[]=y`."""
    return step or str(len(branch))
