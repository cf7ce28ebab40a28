"""One door, one transaction, one commit; and a page for every no."""

from __future__ import annotations

import logging
import threading

import psycopg
import pytest
from sqlalchemy import func, select, text

from marketplace.domains.accounts.models import Person
from marketplace.foundation.db import session
from tests.client import Client


def people() -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(Person)) or 0


@pytest.mark.parametrize(
    ("status", "kept"), [(200, 1), (204, 1), (303, 1), (400, 0), (409, 0), (422, 0), (503, 0)]
)
def test_the_answer_decides_what_is_kept(visitor: Client, status: int, kept: int) -> None:
    visitor.post(f"/trial/person?status={status}", follow=False).is_(status)
    assert people() == kept


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        ("refused", 422, "Choose a number from 1 to 9."),
        ("stale", 409, "There is no such setting."),
        ("missing", 404, "There is nothing here"),
        ("away", 503, "There is no such setting."),
        ("bug", 500, "Something broke on our side"),
    ],
)
def test_every_no_is_a_page_and_undoes_what_was_done(
    visitor: Client, kind: str, status: int, words: str
) -> None:
    page = visitor.post(f"/trial/no/{kind}").is_(status).says(words)
    assert people() == 0
    assert page.headers["Cache-Control"] == "no-store"
    assert "secret words" not in page.text
    assert "Traceback" not in page.text


def test_a_no_is_said_in_the_readers_language(visitor: Client) -> None:
    visitor.headers["Accept-Language"] = "zh-CN,zh;q=0.9,en;q=0.8"
    page = visitor.post("/trial/no/refused").is_(422).says("请填 1 到 9 之间的数。", "请返回修改后再提交")
    assert page.one("html").get("lang") == "zh-Hans"


def test_for_htmx_a_no_is_a_note(visitor: Client) -> None:
    page = visitor.post("/trial/no/refused", htmx="results").is_(422).says("Choose a number from 1 to 9.")
    assert not page.all("html")
    assert page.headers["HX-Retarget"] == "#messages"
    assert page.headers["HX-Reswap"] == "innerHTML"


def test_a_rule_that_speaks_up_at_the_commit_is_not_a_success(visitor: Client) -> None:
    visitor.post("/trial/twice").is_(500)


def test_waiting_for_a_lock_too_long_says_to_try_again(visitor: Client) -> None:
    session.execute(text("SELECT pg_advisory_xact_lock(7)"))
    page = visitor.post("/trial/wait/7").is_(503).says("We are busy right now")
    assert page.headers["Retry-After"] == "3"
    session.rollback()
    visitor.post("/trial/wait/7").is_(200)


def test_a_number_no_row_can_have_is_no_bug(visitor: Client) -> None:
    visitor.post(f"/trial/number/{'9' * 30}").is_(422)


@pytest.mark.parametrize(
    ("method", "url", "status"),
    [
        ("GET", "/nowhere", 404),
        ("POST", "/offline", 405),
        ("GET", "/%00", 400),
        ("GET", "/offline?q=a%00b", 400),
        ("GET", "/language", 405),
    ],
)
def test_other_noes_have_pages_too(visitor: Client, method: str, url: str, status: int) -> None:
    page = visitor.get(url) if method == "GET" else visitor.post(url)
    page.is_(status)
    assert page.one("h1") is not None
    if status == 405:
        assert page.headers["Allow"]


def test_too_much_is_refused_before_it_is_read(visitor: Client) -> None:
    much = b"x" * (13 * 1024 * 1024)
    visitor.raw("POST", "/trial/things", much, "multipart/form-data; boundary=x").is_(413).says(
        "That is too large"
    )
    visitor.post("/trial/things", {"notes": "x" * (600 * 1024)}).is_(413)


def test_requests_are_numbered(visitor: Client) -> None:
    assert len(visitor.get("/trial/things").headers["X-Request-Id"]) == 16
    assert (
        visitor.get("/trial/things", X_Request_Id="from-the-proxy-1").headers["X-Request-Id"]
        == "from-the-proxy-1"
    )
    assert visitor.get("/trial/things", X_Request_Id="bad id\t").headers["X-Request-Id"] != "bad id"


def test_threads_have_sessions_of_their_own(visitor: Client) -> None:
    statuses: list[int] = []

    def ask() -> None:
        statuses.append(Client(visitor.app).post("/trial/person?status=200").status)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 8
    assert people() == 8


def test_flashes_are_escaped(visitor: Client) -> None:
    visitor.post("/trial/person?status=200")
    page = visitor.get("/trial/things").says("Hello <b>there</b>")
    assert not page.all("b")
    visitor.get("/trial/things").hides("Hello")


def test_pages_survive_the_database(visitor: Client, caplog: pytest.LogCaptureFixture) -> None:
    """A page that needs no database is shown without it; others say to come back."""
    from marketplace.web.database import db

    caplog.set_level(logging.CRITICAL)
    visitor.as_(None, basket="x")
    with visitor.app.app_context():
        engine = db.engine
    whole = engine.pool._creator

    def away(*_: object) -> None:
        raise psycopg.OperationalError("connection refused")

    engine.dispose()
    engine.pool._creator = away
    try:
        visitor.get("/healthz").is_(200)
        visitor.get("/readyz").is_(503)
        visitor.another().get("/offline").is_(200)
        visitor.get("/trial/private").is_(503).says("We are busy right now")
        visitor.post("/trial/person").is_(503)
    finally:
        engine.pool._creator = whole
    visitor.get("/trial/things").is_(200)
