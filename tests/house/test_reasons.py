"""Whoever tells a checker to look away says why, on the same line."""

from __future__ import annotations

import re
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOOKS_AWAY = re.compile(
    r"#\s*(?:noqa\b(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?|type:\s*ignore(?:\[[\w,\s-]*\])?)"
)
A_FEW_WORDS = 2
FILES = sorted(
    [
        *ROOT.glob("*.py"),
        *(path for tree in ("marketplace", "tests", "migrations") for path in (ROOT / tree).rglob("*.py")),
    ]
)


def unexplained(path: Path) -> list[str]:
    """Return the comments of a file that switch something off and leave it at that."""
    with path.open("rb") as file:
        comments = [token for token in tokenize.tokenize(file.readline) if token.type == tokenize.COMMENT]
    return [
        f"{path.relative_to(ROOT)}:{comment.start[0]} {comment.string}"
        for comment in comments
        if LOOKS_AWAY.search(comment.string)
        and len(re.findall(r"\w+", LOOKS_AWAY.sub("", comment.string))) < A_FEW_WORDS
    ]


def test_every_exception_has_its_reason_beside_it() -> None:
    found = [line for path in FILES for line in unexplained(path)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("x = 1  # noqa: E501", 1),
        ("x = 1  # noqa", 1),
        ("x = 1  # type: ignore[misc]", 1),
        ("x = 1  # type: ignore[misc]  # noqa: E501", 1),
        ("x = 1  # noqa: S311 -- repeatable, not secret", 0),
        ("x = 1  # type: ignore[misc]  # WTForms has no types", 0),
        ("x = 1  # the word noqa alone is no order", 0),
        ('x = "# noqa"', 0),
    ],
)
def test_a_reason_is_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, told: int) -> None:
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    (tmp_path / "one.py").write_text(line + "\n")
    assert len(unexplained(tmp_path / "one.py")) == told
