"""The house's one session, opened by the web floor: Flask-SQLAlchemy's engines, the foundation's scoped session."""

import time
from typing import Any

from flask import Flask, g, has_app_context
from flask.globals import app_ctx
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as RoutedSession
from psycopg._preparing import PrepareManager
from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError, InvalidatePoolError
from sqlalchemy.orm import Session, scoped_session
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.util import ScopedRegistry

from marketplace.foundation import db as foundation_db
from marketplace.settings import Settings, UnsafeSettings
from marketplace.web import replica

STATEMENT_TIMEOUT_MS = 15_000
LOCK_TIMEOUT_MS = 4_000
IDLE_SECONDS = 1.0
REPLICA_CONNECT_SECONDS = 2  # libpq's least: visitors wait for it
OPTIONS = f"-c statement_timeout={STATEMENT_TIMEOUT_MS} -c lock_timeout={LOCK_TIMEOUT_MS} -c timezone=UTC"

# Without BEGIN each statement is a transaction of its own, so that its default is what holds.
READ_ONLY = {
    alone: f"SET default_transaction_read_only = {'on' if alone else 'off'}" for alone in (True, False)
}


def _scope() -> int:
    # A pushed app context is one unit of work (a request, a job, a command); the test client may nest
    # requests in an outer context on one thread, which a thread-local scope would mix up.
    if not has_app_context():
        raise RuntimeError("the database is reached inside an app context: a request, a job or a command")
    return id(app_ctx.g)


class Routed(RoutedSession):
    """A session whose statements go where the request reads from: the primary, but for public pages."""

    def get_bind(self, *args: Any, **more: Any) -> Any:
        reads_from: Engine | None = g.get("reads_from") if has_app_context() else None
        return reads_from or super().get_bind(*args, **more)


class Database(SQLAlchemy):
    """Flask-SQLAlchemy whose session is the foundation's, so that the whole house has only one."""

    def _make_scoped_session(self, options: dict[str, Any]) -> scoped_session[Any]:
        factory: Any = self._make_session_factory({**options, "class_": Routed})
        ours: scoped_session[Session] = foundation_db.session
        ours.session_factory = factory
        ours.registry = ScopedRegistry(factory, _scope)
        return ours

    def _teardown_session(self, exc: BaseException | None) -> None:
        """Part from the session; a connection that died before its farewell spoils no answer that is made already."""
        try:
            super()._teardown_session(exc)
        except DBAPIError:
            self.session.registry.clear()


db = Database(metadata=foundation_db.Base.metadata, disable_autonaming=True)
migrate = Migrate(directory="migrations")


def engine_options(settings: Settings) -> dict[str, Any]:
    """Return pool and connection options: one connection a thread, one more for its session cookie."""
    return {
        "pool_size": settings.web_threads,
        "max_overflow": settings.web_threads,
        "pool_timeout": 5,
        "skip_autocommit_rollback": True,
        "connect_args": {"options": OPTIONS, "connect_timeout": 5},
    }


def open_database(app: Flask, settings: Settings) -> None:
    """Bind the house's session to this app's database and its migrations."""
    if not settings.database_url:
        raise UnsafeSettings(
            "Set DATABASE_URL, or start with `python app.py`, which brings a database along."
        )
    app.config["SQLALCHEMY_DATABASE_URI"] = with_driver(settings.database_url)
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(settings)
    if settings.database_replica_url:
        app.config["SQLALCHEMY_BINDS"] = {replica.NAME: _replica_options(settings)}
    db.init_app(app)
    migrate.init_app(app, db, compare_type=True)
    with app.app_context():
        for engine in db.engines.values():
            _ping_when_idle(engine)
            _begin_when_needed(engine)
            _keep_what_is_prepared(engine)
        replica.keep(app, db.engines.get(replica.NAME))


def _replica_options(settings: Settings) -> dict[str, Any]:
    options = engine_options(settings)
    quick = {**options["connect_args"], "connect_timeout": REPLICA_CONNECT_SECONDS}
    return {**options, "url": with_driver(settings.database_replica_url), "connect_args": quick}


def only_reads() -> None:
    """Let this request's statements stand alone: no BEGIN before the first and no ROLLBACK after the last.

    For pages that change nothing, and PostgreSQL refuses theirs that would; each statement sees what is committed
    when it begins, as between BEGIN and COMMIT.
    """
    g.only_reads = True


def _begin_when_needed(engine: Engine) -> None:
    @event.listens_for(engine, "checkout")
    def choose(connection: Any, _record: ConnectionPoolEntry, _proxy: Any) -> None:
        alone = has_app_context() and g.get("only_reads", False)
        if connection.autocommit is alone:
            return
        try:  # a connection stays as it was last used: pages mostly read, and few of them pay for this
            connection.autocommit = True
            connection.execute(READ_ONLY[alone])
            connection.autocommit = alone
        except engine.dialect.loaded_dbapi.Error as gone:
            raise InvalidatePoolError from gone


class Prepared(PrepareManager):
    """What one connection has prepared, through every ROLLBACK.

    psycopg forgets it all then, for a table made in that transaction may be made anew. Nobody makes tables while we
    serve, and most transactions of ours end in ROLLBACK: they have only read. Forgetting, PostgreSQL parsed and
    planned nine statements of ten again, which took longer than to run them.
    """

    prepared_max = 300  # psycopg's 100 are for a house with fewer pages
    prepare_threshold = 2  # at their second use, not their sixth: a fresh connection is slow for less long

    def clear(self) -> bool:
        """Keep it."""
        return False


def _keep_what_is_prepared(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def keep(connection: Any, _record: ConnectionPoolEntry) -> None:
        connection._prepared = Prepared()  # noqa: SLF001 - no public way; a test holds it


def _ping_when_idle(engine: Engine) -> None:
    """Ask a connection whether it lives before it is used again, unless it answered a moment ago.

    SQLAlchemy's own pre-ping asks every time: a journey to PostgreSQL and back on every request.
    """

    @event.listens_for(engine, "checkin")
    def note(_connection: Any, record: ConnectionPoolEntry) -> None:
        record.info["answered_at"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def ask(connection: Any, record: ConnectionPoolEntry, _proxy: Any) -> None:
        if time.monotonic() - record.info.get("answered_at", time.monotonic()) < IDLE_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as gone:
            raise InvalidatePoolError from gone  # its neighbours are no younger


def with_driver(url: str) -> str:
    """Name psycopg 3 in a PostgreSQL address of any spelling."""
    for plain in ("postgresql://", "postgres://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url
