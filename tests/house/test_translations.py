"""Every sentence a person may read stands in the Chinese catalogue, with the same parameters."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir

from marketplace.journeys.invariants import INVARIANTS
from marketplace.web import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "_l": None,
    "N_": None,
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "say": None,
}
METHODS = [("marketplace/**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.txt", "jinja2")]
PARAMETER = re.compile(r"%\((\w+)\)[a-z]|%%")
# Said by machines, demo folk or terminals, never by a page.
NOT_READ_BY_PEOPLE = ("marketplace/sandbox", "marketplace/onemachine", "marketplace/cli")
REFUSALS = {"Refused", "Stale", "Missing", "Unavailable"}


@cache
def sentences() -> dict[object, str]:
    """Return each message id and where it stands."""
    found: dict[object, str] = {}
    options = {"templates/**.html": {"trimmed": "false", "silent": "false"}}
    for name, line, message, _, _ in extract_from_dir(
        ROOT, METHODS, options, KEYWORDS, directory_filter=wanted
    ):
        if message and message != ("",):
            found.setdefault(
                tuple(message) if isinstance(message, (tuple, list)) else message, f"{name}:{line}"
            )
    return found


def wanted(folder: str | Path) -> bool:
    inside = Path(folder).relative_to(ROOT).as_posix()
    return inside.split("/")[0] in (".", "marketplace", "templates") and not inside.startswith(
        NOT_READ_BY_PEOPLE
    )


def test_nothing_is_missing_in_chinese() -> None:
    known = catalogue.merged()
    singular = {key if isinstance(key, str) else key[0] for key in known}
    missing = [
        f"{where}: {message!r}"
        for message, where in sentences().items()
        if (message if isinstance(message, str) else message[0]) not in singular
    ]
    assert not missing, f"{len(missing)} sentences without a translation:\n" + "\n".join(sorted(missing))


def test_nothing_is_translated_that_nobody_says() -> None:
    texts = "".join(path.read_text("utf-8") for path in (ROOT / "templates").rglob("*") if path.is_file())
    written = {
        node.value
        for path in (ROOT / "marketplace").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    known = {key if isinstance(key, str) else key[0] for key in catalogue.merged()}
    said = {message if isinstance(message, str) else message[0] for message in sentences()}
    left_over = known - said - written - INVARIANTS.keys() - {""}
    assert sorted(message for message in left_over if message not in texts) == []


def test_no_two_files_disagree() -> None:
    catalogue.merged()


def test_no_translation_is_unsure() -> None:
    unsure = [
        path.name
        for path in catalogue.sources()
        if re.search(r"^#, .*fuzzy", path.read_text("utf-8"), re.MULTILINE)
    ]
    assert unsure == []


def test_parameters_are_the_same_in_both() -> None:
    wrong = []
    for message, translation in catalogue.merged().items():
        ids = (message,) if isinstance(message, str) else message
        words = (translation,) if isinstance(translation, str) else translation
        wanted = {name for one in ids for name in PARAMETER.findall(one)}
        wrong += [
            f"{one!r} → {word!r}"
            for one in ids[:1]
            for word in words
            if set(PARAMETER.findall(word)) != wanted
        ]
        # Templates fill in parameters always, so a bare % would break the page.
        wrong += [
            f"bare % in {word!r}"
            for word in (*ids, *words)
            if "%(" in word and "%" in PARAMETER.sub("", word)
        ]
    assert wrong == []


def test_templates_use_no_bare_percent() -> None:
    wrong = [
        f"{where}: {message!r}"
        for message, where in sentences().items()
        if where.endswith(".html")
        for one in ([message] if isinstance(message, str) else message)
        if isinstance(one, str) and "%" in PARAMETER.sub("", one)
    ]
    assert wrong == []


def refusals(path: Path) -> Iterator[str]:
    """Yield refusals and dials whose sentence is not marked for translation."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        said = node.args[:1] if node.func.id in REFUSALS else []
        if node.func.id == "dial":
            said = [k.value for k in node.keywords if k.arg in ("about", "group")]
        if node.func.id == "flash":
            said = node.args[:1]
        yield from (
            f"{path.relative_to(ROOT)}:{node.lineno}"
            for one in said
            if (isinstance(one, ast.Constant) and isinstance(one.value, str) and " " in one.value)
            or isinstance(one, ast.JoinedStr)
        )


@pytest.mark.parametrize(
    "floor", ["domains", "journeys", "portals", "web", "foundation", "ledger", "gateways"]
)
def test_every_no_is_marked(floor: str) -> None:
    files = (ROOT / "marketplace" / floor).rglob("*.py")
    unmarked = [where for path in files for where in refusals(path)]
    assert unmarked == [], "say N_(…) around these sentences"


def test_chinese_says_you_as_friends_do() -> None:
    """docs/design.md: 你, never 您."""
    stiff = [path.name for path in catalogue.sources() if "您" in path.read_text("utf-8")]
    assert stiff == []
