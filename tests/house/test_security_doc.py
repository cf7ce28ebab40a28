"""docs/security.md answers every requirement of ASVS 5.0 levels 1 and 2, and names only tests that exist."""

from __future__ import annotations

import ast
import csv
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STANDARD = ROOT.parent / "shared" / "data" / "asvs5.csv"
DOCUMENT = (ROOT / "docs" / "security.md").read_text("utf-8")
ROW = re.compile(r"^\| ((?:V\d+\.\d+\.\d+ ?)+)\|", re.MULTILINE)
NAMED = sorted(set(re.findall(r"(tests/[\w/]+\.py)::(\w+)", DOCUMENT)))
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
    if not STANDARD.exists():
        pytest.skip(f"the standard is not here ({STANDARD}): its numbers are not compared")
    with STANDARD.open(encoding="utf-8") as file:
        asked = [row["req_id"] for row in csv.DictReader(file) if row["L"] in ("1", "2")]
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
