"""docs/security.md answers every requirement of ASVS 5.0 levels 1 and 2, and names only tests that exist."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "security.md").read_text("utf-8")
ROW = re.compile(r"^\| ((?:V\d+\.\d+\.\d+ ?)+)\|", re.MULTILINE)
NAMED = sorted(set(re.findall(r"(tests/[\w/]+\.py)::(\w+)", DOCUMENT)))
# The last requirement of each section of ASVS 5.0.0, levels 1 and 2: their numbers run from 1 without a gap.
LAST = """
    V1.1.2 V1.2.9 V1.3.11 V1.4.3 V1.5.2 V2.1.3 V2.2.3 V2.3.4 V2.4.1 V3.2.2 V3.3.4 V3.4.6 V3.5.5 V3.7.2
    V4.1.3 V4.2.1 V4.3.2 V4.4.4 V5.1.1 V5.2.3 V5.3.2 V5.4.3 V6.1.3 V6.2.12 V6.3.4 V6.4.4 V6.5.5 V6.6.3
    V6.8.4 V7.1.3 V7.2.4 V7.3.2 V7.4.5 V7.5.2 V7.6.2 V8.1.2 V8.2.3 V8.3.1 V8.4.1 V9.1.3 V9.2.4 V10.1.2
    V10.2.2 V10.3.4 V10.4.11 V10.5.5 V10.6.2 V10.7.3 V11.1.2 V11.2.3 V11.3.3 V11.4.4 V11.5.1 V11.6.1
    V12.1.3 V12.2.2 V12.3.4 V13.1.1 V13.2.5 V13.3.2 V13.4.5 V14.1.2 V14.2.4 V14.3.3 V15.1.3 V15.2.3
    V15.3.7 V16.1.1 V16.2.5 V16.3.4 V16.4.3 V16.5.3 V17.1.1 V17.2.4 V17.3.2
"""
STATES = {"met", "partly", "open", "operator"}


@cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def answered() -> list[str]:
    return [number for row in ROW.findall(DOCUMENT) for number in row.split()]


@pytest.mark.parametrize(("path", "name"), NAMED, ids=lambda part: part)
def test_a_test_named_exists(path: str, name: str) -> None:
    assert name in names_in(path)


def test_every_requirement_is_answered_once() -> None:
    sections = [last.rsplit(".", 1) for last in LAST.split()]
    asked = [f"{section}.{number}" for section, most in sections for number in range(1, int(most) + 1)]
    assert sorted(answered()) == sorted(asked)


def test_every_answer_has_a_state_and_few_words() -> None:
    rows = [line.split(" | ") for line in DOCUMENT.splitlines() if re.match(r"\| V\d+\.\d+\.\d+ \|", line)]
    listed = [row for row in rows if len(row) > 2]
    assert len(listed) > 150
    for number, asks, state, how, _tests in listed:
        assert state in STATES, number
        assert len(asks.split()) <= 12, number
        assert how, number


def test_the_counts_are_those_of_the_list() -> None:
    said = re.search(
        r"Of (\d+) requirements (\d+) are met, (\d+) partly, (\d+) open, (\d+) are the operator", DOCUMENT
    )
    assert said is not None
    counts = [DOCUMENT.count(f" | {state} | ") for state in ("met", "partly", "open", "operator")]
    assert [len(answered()), *counts] == [int(number) for number in said.groups()]
