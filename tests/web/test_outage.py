"""PostgreSQL goes away in the middle of a request: nobody is signed out by it, and nobody sees a 500."""

from __future__ import annotations

from typing import Any, NoReturn

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, PendingRollbackError

from marketplace.foundation.db import session
from marketplace.foundation.refusals import Missing
from marketplace.web import errors, languages, session_rows
from marketplace.web.stored import StoredSession


def away(*_: object, **__: Any) -> NoReturn:
    raise OperationalError("SELECT", {}, Exception("the server closed the connection"))


def test_a_session_that_could_not_be_read_is_not_taken_for_none(
    house: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = StoredSession("a-token")
    with monkeypatch.context() as broken:
        broken.setattr(session_rows, "find", away)
        with pytest.raises(OperationalError):
            mine.load()
        with pytest.raises(OperationalError):  # asked again, it does not pretend to know
            mine.get("anything")
    assert mine.token == "a-token"
    assert not mine.is_dead


def test_a_no_whose_page_cannot_be_made_says_that_we_are_busy(
    house: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = languages.say
    left = [1]

    def breaks_once(sentence: str, /, **params: Any) -> str:
        if left:
            left.pop()
            away()
        return said(sentence, **params)

    with house.test_request_context("/orders/O-1"):
        monkeypatch.setattr(languages, "say", breaks_once)
        assert errors._refused(Missing()).status_code == 503
        session.rollback()


def test_a_connection_that_died_before_the_commit_is_no_bug_of_ours(house: Flask) -> None:
    with house.test_request_context("/checkout", method="POST"):
        assert errors._database(PendingRollbackError("can't reconnect")).status_code == 503


def test_a_connection_that_died_before_its_farewell_spoils_no_answer(
    house: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken, house.app_context():
        session.execute(text("SELECT 1"))
        left = session()
        broken.setattr(left, "close", away)
    left.close()
    with house.app_context():
        assert session.scalar(text("SELECT 1")) == 1


def test_a_rollback_that_finds_nobody_is_no_second_error(
    house: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house.test_request_context("/orders"):
        session.execute(text("SELECT 1"))
        monkeypatch.setattr(session(), "rollback", away)
        assert errors.page(503).status_code == 503
        session.remove()
