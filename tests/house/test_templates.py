"""Templates compile, hold no code of their own, and never switch escaping off."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jinja2 import StrictUndefined, nodes

if TYPE_CHECKING:
    from flask import Flask

FOLDER = Path(__file__).parents[2] / "templates"
TEMPLATES = sorted(
    path.relative_to(FOLDER).as_posix()
    for path in FOLDER.rglob("*")
    if path.suffix in (".html", ".txt", ".xml")
)
PAGES = [name for name in TEMPLATES if name.endswith(".html")]
# Jinja's comments may speak of anything.
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
FORBIDDEN = {
    "an inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "an inline script": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")", re.IGNORECASE
    ),
    "an event attribute": re.compile(r"\s(?:on(?!e\b|ce\b)[a-z]+|hx-on[\w:-]*)\s*=", re.IGNORECASE),
    "a javascript: link": re.compile(r"javascript:", re.IGNORECASE),
    "escaping switched off": re.compile(r"autoescape\s+false|\|\s*safe\b"),
    "htmx evaluating code": re.compile(
        r"hx-(?:vals|headers)\s*=\s*[\"']js:|hx-trigger=\"[^\"]*\[", re.IGNORECASE
    ),
    "something from elsewhere": re.compile(r"(?:src|href)=\"(?:https?:)?//", re.IGNORECASE),
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_it_compiles(app: Flask, name: str) -> None:
    assert app.jinja_env.undefined is StrictUndefined
    app.jinja_env.get_template(name)


@pytest.mark.parametrize("name", PAGES)
def test_it_holds_no_code(name: str) -> None:
    source = COMMENT.sub("", (FOLDER / name).read_text("utf-8"))
    found = [
        f"{what}: {match.group(0)!r}"
        for what, pattern in FORBIDDEN.items()
        if (match := pattern.search(source))
    ]
    assert found == []


@pytest.mark.parametrize("name", PAGES)
def test_what_it_needs_is_there(app: Flask, name: str) -> None:
    """Every template it extends, includes or imports by name is there, and gives the macros it imports."""
    env = app.jinja_env
    tree = env.parse((FOLDER / name).read_text("utf-8"))
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        if isinstance(node.template, nodes.Const) and isinstance(node.template.value, str):
            module = env.parse((FOLDER / node.template.value).read_text("utf-8"))
            if isinstance(node, nodes.FromImport):
                given = {macro.name for macro in module.find_all(nodes.Macro)}
                given |= {
                    name.name for set_ in module.find_all(nodes.Assign) for name in set_.find_all(nodes.Name)
                }
                wanted = {n if isinstance(n, str) else n[0] for n in node.names}
                assert wanted <= given, f"{node.template.value} has no {sorted(wanted - given)}"


@pytest.mark.parametrize("name", PAGES)
def test_its_filters_and_tests_are_known(app: Flask, name: str) -> None:
    tree = app.jinja_env.parse((FOLDER / name).read_text("utf-8"))
    unknown = [f.name for f in tree.find_all(nodes.Filter) if f.name not in app.jinja_env.filters]
    unknown += [t.name for t in tree.find_all(nodes.Test) if t.name not in app.jinja_env.tests]
    assert unknown == []
