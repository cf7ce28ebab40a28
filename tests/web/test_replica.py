"""Visitors read from the replica while it answers; when it is away, and with a session, from the primary."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from flask import Blueprint
from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.engine import make_url

from marketplace.foundation.db import Base, session
from marketplace.web import database, replica
from marketplace.web.pagecache import public_page
from tests import cast
from tests.client import Client
from tests.try_out import tried

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

SECOND = "second_house"


def where() -> str:
    name = session.scalar(text("SELECT current_database()"))
    return f"<!doctype html><html lang=en><title>x</title><h1>{name}</h1>"


@public_page
def read() -> str:
    return where()


def portal() -> Blueprint:
    made = Blueprint("trial_replica", __name__)
    made.add_url_rule("/read", "read", read)
    made.add_url_rule("/private-read", "private", where)
    made.add_url_rule("/write", "write", where, methods=["POST"])
    return made


@pytest.fixture(scope="module")
def second_url(app: Flask) -> Iterator[str]:
    """A real database with the house's tables that refuses every write, as a standby does."""
    first = database.with_driver(app.config["SETTINGS"].database_url)
    outside = create_engine(first, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    url = make_url(first).set(database=SECOND)
    with outside.connect() as hand:
        hand.execute(text(f"CREATE DATABASE {SECOND}"))
        inside = create_engine(url, poolclass=NullPool)
        Base.metadata.create_all(inside)
        hand.execute(text(f"ALTER DATABASE {SECOND} SET default_transaction_read_only = on"))
    yield url.render_as_string(hide_password=False)
    with outside.connect() as hand:
        hand.execute(text(f"DROP DATABASE {SECOND} WITH (FORCE)"))


@contextmanager
def house_with(app: Flask, url: str) -> Iterator[Flask]:
    with tried(app, portal(), database_replica_url=url) as other:
        yield other


def test_visitors_read_the_replica_and_everybody_else_the_primary(
    app: Flask, house: Flask, second_url: str
) -> None:
    primary = session.scalar(text("SELECT current_database()"))
    with house_with(app, second_url) as other:
        Client(other).get("/read").says(SECOND)
        Client(other).get("/private-read").says(primary)
        Client(other).post("/write").says(primary)
        Client(other).as_(cast.person()).get("/read").says(primary)


@pytest.mark.parametrize("path", ["/", "/search?q=fridge", "/categories", "/sitemap.xml"])
def test_public_pages_write_nothing(app: Flask, house: Flask, second_url: str, path: str) -> None:
    cast.shelf()
    with house_with(app, second_url) as other:
        Client(other).get(path).is_(200)


def test_a_replica_that_is_away_is_not_missed(
    app: Flask, house: Flask, second_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    primary = session.scalar(text("SELECT current_database()"))
    nowhere = make_url(second_url).set(database="no_such_house").render_as_string(hide_password=False)
    with house_with(app, nowhere) as other:
        Client(other).get("/read").is_(200).says(primary)
        other.extensions["pagecache"].shelf.clear()
        monkeypatch.setattr(
            other.extensions[replica.NAME].engine, "connect", lambda: pytest.fail("asked again at once")
        )
        Client(other).get("/read").says(primary)


def test_one_that_dies_is_left_and_found_again(
    app: Flask, house: Flask, second_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    primary = session.scalar(text("SELECT current_database()"))
    outside = create_engine(
        database.with_driver(app.config["SETTINGS"].database_url),
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
    )
    with house_with(app, second_url) as other, outside.connect() as hand:
        shelf = other.extensions["pagecache"].shelf
        Client(other).get("/read").says(SECOND)
        hand.execute(text(f"ALTER DATABASE {SECOND} ALLOW_CONNECTIONS false"))
        hand.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"),
            {"name": SECOND},
        )
        shelf.clear()
        Client(other).get("/read").is_(200).says(primary)
        hand.execute(text(f"ALTER DATABASE {SECOND} ALLOW_CONNECTIONS true"))
        monkeypatch.setattr(replica, "AWAY_SECONDS", 0.0)
        other.extensions[replica.NAME]._ask_again_at = 0.0
        shelf.clear()
        Client(other).get("/read").says(SECOND)
