"""Connections that died while nobody looked are replaced before a visitor meets them."""

from __future__ import annotations

import pytest
from flask import Blueprint, Flask
from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.exc import InternalError

from marketplace.foundation.db import session
from marketplace.web import database
from marketplace.web.pagecache import public_page
from tests import cast
from tests.client import Client, counted_sql
from tests.try_out import tried


def test_a_dead_connection_is_replaced(house: Flask, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    doomed = session.scalar(text("SELECT pg_backend_pid()"))
    session.remove()
    # From outside, and only this one: other apps of the test run have connections of their own.
    outside = create_engine(database.with_driver(house.config["SETTINGS"].database_url), poolclass=NullPool)
    with outside.connect() as hand:
        hand.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": doomed})
    monkeypatch.setattr(database, "IDLE_SECONDS", 0.0)
    for _ in range(4):
        client.get("/readyz").is_(200)
    # Its turn may not have come in this pool: the next test must not meet it unasked.
    with house.app_context():
        house.extensions["sqlalchemy"].engine.dispose()


def test_a_connection_just_used_is_not_asked(house: Flask) -> None:
    session.execute(text("SELECT 1"))
    session.remove()
    with counted_sql() as said:
        session.execute(text("SELECT 1"))
    assert len(said) == 1


def test_a_public_page_needs_no_transaction(house: Flask, client: Client) -> None:
    """Its statements stand alone, and the next unsafe request on the same connection has its transaction again."""
    client.as_(cast.person())
    client.get("/categories").is_(200)
    with house.app_context():
        database.only_reads()
        assert session.connection().connection.dbapi_connection.autocommit is True
        session.remove()
    with house.app_context():
        assert session.connection().connection.dbapi_connection.autocommit is False
        session.remove()


@public_page
def write() -> str:
    session.execute(text("UPDATE person SET display_name = 'changed'"))
    return "<!doctype html><html lang=en><title>x</title><h1>written</h1>"


def test_a_public_page_cannot_write(house: Flask) -> None:
    """PostgreSQL refuses; the same words in a transaction do what they say, on whatever connection comes."""
    person, portal = cast.person("Ann"), Blueprint("trial_public", __name__)
    portal.add_url_rule("/public-write", "get", write)
    portal.add_url_rule("/public-write", "post", write, methods=["POST"])
    with tried(house, portal) as app:
        client = Client(app)
        for _ in range(3):
            with pytest.raises(InternalError, match="read-only transaction"):
                client.get("/public-write")
            session.refresh(person)
            assert person.display_name == "Ann"
        client.post("/public-write", {}).is_(200)
    session.rollback()
    session.refresh(person)
    assert person.display_name == "changed"


def test_a_signed_in_page_asks_once_who_reads_it(house: Flask, client: Client) -> None:
    """Person, rights, work places, unread notices and the cart come in one question beside the page's own."""
    client.as_(cast.person())
    client.get("/categories").is_(200)
    with client.sql(1):
        client.get("/categories").is_(200)


def test_what_is_prepared_outlives_a_rollback(house: Flask) -> None:
    asked = text("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%' || :mark || '%'")
    for _ in range(9):
        session.execute(text("SELECT 41 + :more AS prepared_once"), {"more": 1})
        session.rollback()
    assert session.scalar(asked, {"mark": "prepared_once"}) == 1
