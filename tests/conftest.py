"""The ground every test stands on: real engines, the real schema, one app, an empty house each time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import flask_migrate
import pytest
from hypothesis import settings
from sqlalchemy import text

from marketplace.domains.catalog.search.plan import SHELF
from marketplace.domains.catalog.tree import atlas
from marketplace.factory import create_app
from marketplace.foundation import dials, jobs
from marketplace.foundation.db import Base, session
from marketplace.onemachine.engines import Engines
from marketplace.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from tests.client import Client


# Two busy cores say nothing about a property: only its examples do.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def engines() -> Iterator[Engines]:
    with Engines(durable=False) as started:
        yield started


@pytest.fixture(scope="session")
def app(engines: Engines, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    instance: Path = tmp_path_factory.mktemp("instance")
    app = create_app(
        Settings.from_environment(
            {
                "COOLSPOT_MODE": "test",
                "DATABASE_URL": engines.database_url,
                "REDIS_URL": engines.redis_url,
                "INSTANCE_DIR": str(instance),
                "SECRET_KEY": "test-" + "k" * 40,
                "STRIPE_WEBHOOK_SECRET": "whsec_test_" + "s" * 24,
                "STRIPE_API_KEY": "sk_test_sandbox",
            }
        )
    )
    with app.app_context():
        flask_migrate.upgrade()
    yield app
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()
    jobs.connection().close()


@pytest.fixture
def house(app: Flask) -> Iterator[Flask]:
    """Yield an open app context over an empty house; what the test leaves is checked, then swept out."""
    app.extensions["pagecache"].shelf.clear()
    with app.app_context():
        yield app
        session.rollback()
        try:
            _check_the_books()
        finally:
            sweep_out()


@pytest.fixture
def client(house: Flask) -> Client:
    from tests.client import Client  # here, so that tests without pages start without it

    return Client(house)


def _check_the_books() -> None:
    from marketplace.cli.ledger import problems

    session.rollback()
    assert problems() == []
    session.rollback()


def sweep_out() -> None:
    """Empty every table that has rows; append-only guards look away for the superuser's replica role."""
    session.rollback()
    tables = [f'"{t.name}"' for t in reversed(Base.metadata.sorted_tables)]
    full = session.execute(
        text(
            " UNION ALL ".join(
                f"(SELECT {n!r} WHERE EXISTS (SELECT 1 FROM {t}))" for n, t in _literals(tables)
            )
        )
    ).scalars()
    session.execute(text("SET LOCAL session_replication_role = replica"))
    for name in list(full):
        session.execute(text(f'DELETE FROM "{name}"'))
    session.commit()
    dials.forget()
    atlas.forget()
    SHELF.forget()
    jobs.connection().flushall()


def _literals(tables: list[str]) -> list[tuple[str, str]]:
    return [(t.strip('"'), t) for t in tables]
