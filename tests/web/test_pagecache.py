"""Shared pages: the same for all guests, never for anybody with a session, never older than five seconds."""

from __future__ import annotations

import gzip
import threading
import time

import brotli
import pytest

from marketplace.web import pages
from marketplace.web.pages import Kept, Shelf
from tests import cast
from tests.client import Client


def number(page: object) -> str:
    return page.text.split("made ")[1].split()[0]  # type: ignore[attr-defined]


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
    assert opened(answer.data).decode() == plain.text  # type: ignore[operator]
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


# -- the shelf ------------------------------------------------------------------------------------------------------


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def kept(body: str = "x") -> Kept:
    return Kept("200 OK", [("Content-Type", "text/html")], body.encode())


def test_a_page_is_never_over_five_seconds_old() -> None:
    clock, key = Clock(), ("k",)
    shelf = Shelf(clock=clock)
    first = shelf.fill(key, kept)
    clock.now += 2.9
    assert shelf.fresh(key) is first
    clock.now += 0.2
    assert shelf.fresh(key) is None, "past three seconds somebody makes it anew"
    clock.now += 2
    assert shelf.fresh(key) is None


def test_its_age_counts_from_before_it_was_made() -> None:
    clock, key = Clock(), ("k",)
    shelf = Shelf(clock=clock)

    def slowly() -> Kept:
        clock.now += 4.9
        return kept()

    shelf.fill(key, slowly)
    clock.now += 0.2
    assert shelf.fresh(key) is None


def test_one_makes_it_and_the_others_wait_and_share() -> None:
    shelf, key, calls = Shelf(), ("k",), []
    answers: list[Kept] = []

    def slowly() -> Kept:
        calls.append(1)
        time.sleep(0.1)
        return kept()

    threads = [threading.Thread(target=lambda: answers.append(shelf.fill(key, slowly))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(calls) == 1
    assert len({id(page) for page in answers}) == 1


def test_a_maker_that_fails_holds_up_nobody() -> None:
    shelf, key = Shelf(), ("k",)

    def fails() -> Kept:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        shelf.fill(key, fails)
    assert shelf.fill(key, kept).body == b"x"


def test_the_least_lately_read_leave_first() -> None:
    shelf = Shelf(most_bytes=3 * kept("x" * 1000).weight)
    for name in "abc":
        shelf.fill((name,), lambda: kept("x" * 1000))
    shelf.fresh(("a",))
    shelf.fill(("d",), lambda: kept("x" * 1000))
    assert shelf.fresh(("b",)) is None
    assert shelf.fresh(("a",)) is not None
    assert shelf._bytes <= shelf._most


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        ("404 NOT FOUND", []),
        ("200 OK", [("Set-Cookie", "a=b")]),
        ("200 OK", [("Cache-Control", "no-store")]),
        ("200 OK", [("Cache-Control", "private")]),
    ],
)
def test_only_plain_pages_stay(status: str, headers: list[tuple[str, str]]) -> None:
    shelf = Shelf()
    shelf.fill(("k",), lambda: Kept(status, [("Content-Type", "text/html"), *headers], b"x"))
    assert shelf.fresh(("k",)) is None
    assert pages.FRESH_SECONDS == 5.0
