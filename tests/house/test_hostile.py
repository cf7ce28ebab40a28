"""Bad input: missing, huge, hostile and replayed forms, queries and addresses never break anything (no 5xx)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import pytest

from marketplace.foundation.db import session
from tests.client import Client
from tests.house.table import Row, Stage
from tests.house.test_routes import ROWS, url_of

if TYPE_CHECKING:
    from flask import Flask

    from tests.pages import Page

HOSTILE = [
    "",
    " ",
    "0",
    "-1",
    "1.5",
    "9" * 40,
    "1e309",
    "NaN",
    "'; DROP TABLE person; --",
    "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}{% raw %}%(amount)s %s",
    "../../../../etc/passwd",
    "\x00",
    "a\x00b\x1b[31m",
    "\u202e\u200b\ufeff",
    "漢" * 300,
    "x" * 70_000,
    "//evil.example/",
    "2026-13-45",
    "٣٤",
]
COMMON_NAMES = [
    "q",
    "cursor",
    "after",
    "before",
    "sort",
    "page",
    "lang",
    "place",
    "next",
    "p",
    "from",
    "to",
    "state",
]
WRITES = [row for row in ROWS if row.method != "GET"]
READS = [row for row in ROWS if row.method == "GET"]


def unbroken(answer: Page, what: str) -> None:
    assert answer.status < 500, f"{what}: {answer.status} {answer.text[:500]}"


def fields_of(visitor: Client, url: str, row: Row, stage: Stage) -> dict[str, Any]:
    """Return the row's own form, and what forms on the page at this address would send along."""
    found = dict(row.form(stage))
    page = visitor.get(url)
    if page.tree is not None:
        for form in (page.form(urlsplit(url).path) for e in page.all("form") if e.get("action") == url):
            found = {**form.values, **found}
    return found


@pytest.mark.parametrize("row", WRITES, ids=str)
def test_forms_bent_in_every_way(house: Flask, row: Row) -> None:
    stage = Stage()
    url = url_of(house, row, stage)
    visitor = Client(house)
    who = stage.who(row.best_role())
    if who is not None:
        visitor.as_(who)
    right = fields_of(visitor, url, row, stage)
    for bent, what in bends(right):
        unbroken(visitor.post(url, bent, method=row.method, follow=False), f"{url} with {what}")
    for body, kind in (
        (b"{", "application/json"),
        (b"\xff\xfe", "text/plain"),
        (b"--x\r\n", "multipart/form-data; boundary=x"),
    ):
        unbroken(visitor.raw(row.method, url, body, kind), f"{url} with {kind}")
    for _ in range(2):  # the same form twice
        unbroken(visitor.post(url, right, method=row.method, follow=False), f"{url} replayed")
    session.rollback()


def bends(right: dict[str, Any]) -> list[tuple[dict[str, Any], str]]:
    """Return the form with nothing, with each field missing, hostile, doubled or a file."""
    found: list[tuple[dict[str, Any], str]] = [({}, "nothing"), ({"surprise": "x"}, "a strange field")]
    for name in [n for n in right if n != "csrf_token"] or ["surprise"]:
        found.append(({k: v for k, v in right.items() if k != name}, f"{name} missing"))
        found.append(({**right, name: (b"GIF89a", "x.gif")}, f"{name} a file"))
        found.append(({**right, name: ["1", "2"]}, f"{name} twice"))
        found += [({**right, name: value}, f"{name}={value[:30]!r}") for value in HOSTILE]
    return found


@pytest.mark.parametrize("row", READS, ids=str)
def test_queries_bent_in_every_way(house: Flask, row: Row) -> None:
    stage = Stage()
    url = url_of(house, row, stage)
    visitor = Client(house)
    who = stage.who(row.best_role())
    if who is not None:
        visitor.as_(who)
    page = visitor.get(url)
    names = dict.fromkeys(COMMON_NAMES)
    if page.tree is not None:
        for link in page.all("a"):
            names |= dict.fromkeys(name for name, _ in parse_qsl(urlsplit(link.get("href", "")).query))
        for e in (*page.all("input"), *page.all("select")):
            names[e.get("name") or "q"] = None
    for value in HOSTILE:
        query = urlencode(dict.fromkeys(list(names)[:40], value[:2000]))
        unbroken(visitor.get(f"{url}?{query}", follow=False), f"{url} with every name {value[:30]!r}")


@pytest.mark.parametrize("row", [row for row in ROWS if row.args], ids=str)
def test_addresses_bent_in_every_way(house: Flask, row: Row) -> None:
    stage = Stage()
    assert row.args
    rule = next(
        rule
        for rule in house.url_map.iter_rules()
        if rule.endpoint == row.endpoint and row.method in (rule.methods or ())
    )
    visitor = Client(house)
    who = stage.who(row.best_role())
    if who is not None:
        visitor.as_(who)
    for value in HOSTILE[2:17]:
        url = rule.rule
        for converter in rule.rule.replace(">", "<").split("<")[1::2]:
            url = url.replace(f"<{converter}>", quote(value[:300].replace("/", "") or "x"))
        if row.method == "GET":
            unbroken(visitor.get(url, follow=False), url)
        else:
            unbroken(visitor.post(url, row.form(stage), method=row.method, follow=False), url)
