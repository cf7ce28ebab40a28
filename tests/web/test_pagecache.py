"""Shared pages: the same for all guests, never for anybody with a session, never older than five seconds."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import brotli
import pytest

from tests import cast

if TYPE_CHECKING:
    from tests.client import Client


def number(page: object) -> str:
    return page.text.split("made ")[1].split()[0]


def test_guests_share_one_page(visitor: Client) -> None:
    first = visitor.get("/trial/shared").is_(200)
    with visitor.sql(0):
        assert visitor.another().get("/trial/shared").text == first.text
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_a_session_goes_past(visitor: Client) -> None:
    shared = visitor.get("/trial/shared")
    mings = visitor.another(cast.person("Ming")).get("/trial/shared").says("for Ming")
    assert mings.headers["Cache-Control"] == "no-store"
    assert "ETag" not in mings.headers
    assert visitor.another().get("/trial/shared").text == shared.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept-Language": "zh"},
        {"Save-Data": "on"},
        {"HX-Request": "true"},
        {"HX-Request": "true", "HX-Target": "list"},
        {"HX-Request": "true", "HX-Boosted": "true"},
        {"HX-Request": "false"},
        {"Cookie": "language=zh"},
        {"Cookie": "saver=1"},
    ],
)
def test_what_a_page_depends_on_makes_another(visitor: Client, headers: dict[str, str]) -> None:
    plain = visitor.get("/trial/shared/a")
    other = visitor.get("/trial/shared/a", **headers)
    assert other.text != plain.text
    assert visitor.get("/trial/shared/a", **headers).text == other.text
    assert visitor.get("/trial/shared/a").text == plain.text


@pytest.mark.parametrize(
    "headers", [{"Cookie": "theme=dark"}, {"Accept-Language": "fr"}, {"User-Agent": "x"}]
)
def test_what_it_does_not_depend_on_shares(visitor: Client, headers: dict[str, str]) -> None:
    assert visitor.get("/trial/shared/a").text == visitor.get("/trial/shared/a", **headers).text


def test_the_query_makes_another(visitor: Client) -> None:
    assert number(visitor.get("/trial/shared?page=2")) != number(visitor.get("/trial/shared"))
    assert visitor.get("/trial/shared?lang=zh").one("html").get("lang") == "zh-Hans"
    assert visitor.get("/trial/shared").one("html").get("lang") == "en"


def test_not_modified(visitor: Client) -> None:
    first = visitor.get("/trial/shared")
    tag = first.headers["ETag"]
    assert tag.startswith('"')
    again = visitor.get("/trial/shared", If_None_Match=tag).is_(304)
    assert again.body == b""
    assert again.headers["ETag"] == tag
    assert "Content-Length" not in again.headers
    visitor.get("/trial/shared", If_None_Match='"other"').is_(200)


@pytest.mark.parametrize(
    ("encoding", "opened"), [("br", brotli.decompress), ("gzip", gzip.decompress), ("", bytes)]
)
def test_encodings(visitor: Client, encoding: str, opened: object) -> None:
    plain = visitor.get("/trial/shared")
    answer = visitor.browser.get("/trial/shared", headers={"Accept-Encoding": encoding})
    assert answer.headers.get("Content-Encoding", "") == encoding
    assert opened(answer.data).decode() == plain.text
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert answer.headers["Content-Length"] == str(len(answer.data))


def test_head_is_get_without_a_body(visitor: Client) -> None:
    got = visitor.get("/trial/shared")
    head = visitor.browser.head("/trial/shared")
    assert head.data == b""
    assert head.headers["ETag"] == got.headers["ETag"]
    assert head.headers["Content-Length"] == got.headers["Content-Length"]


@pytest.mark.parametrize("slug", ["missing", "cookie"])
def test_what_is_not_plain_is_never_kept(visitor: Client, slug: str) -> None:
    first, second = (visitor.another().get(f"/trial/shared/{slug}") for _ in range(2))
    assert first.headers["X-Request-Id"] != second.headers.get("X-Request-Id")
    assert not visitor.app.extensions["pagecache"].shelf._pages
    if slug == "cookie":
        assert first.headers["Set-Cookie"] != second.headers["Set-Cookie"]


def test_private_pages_are_never_kept(visitor: Client) -> None:
    visitor.get("/trial/things").is_(200)
    assert not visitor.app.extensions["pagecache"].shelf._pages
