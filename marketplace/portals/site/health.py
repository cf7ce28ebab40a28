"""Whether this process lives, whether it may take visitors, and its figures."""

import hmac
from functools import cache

import redis
from alembic.config import Config
from alembic.script import ScriptDirectory
from flask import Response, abort, current_app, jsonify, request
from sqlalchemy import text

from marketplace.foundation import jobs
from marketplace.foundation.db import session
from marketplace.portals.site import portal
from marketplace.settings import Settings
from marketplace.web import metrics


@portal.get("/healthz")
def healthz() -> Response:
    """Say that this process answers, whatever happened to the engines."""
    return Response("ok\n", content_type="text/plain; charset=utf-8")


@portal.get("/readyz")
def readyz() -> tuple[Response, int]:
    """Say whether the engines answer and the database is at this code's migration."""
    found = {"postgresql": _database(), "redis": _redis(), "migrations": _migrations()}
    # Redis is disposable: without it pages still answer, jobs wait and limits are counted in memory.
    ready = found["postgresql"] == "ok" and found["migrations"] == "ok"
    return jsonify(ready=ready, **found), 200 if ready else 503


@portal.get("/metrics")
def figures() -> Response:
    """Give Prometheus its figures: to whoever holds METRICS_TOKEN; in a demo also to this machine."""
    settings: Settings = current_app.config["SETTINGS"]
    bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
    known = bool(settings.metrics_token) and hmac.compare_digest(
        bearer.encode(), settings.metrics_token.encode()
    )
    # In production a proxy may stand on this machine and say nothing of who asks: everybody would be "here".
    here = request.remote_addr in ("127.0.0.1", "::1") and "X-Forwarded-For" not in request.headers
    if not known and (settings.is_production or not here):
        abort(404)
    body, kind = metrics.page()
    return Response(body, content_type=kind)


def _database() -> str:
    try:
        session.execute(text("SELECT 1"))
    except Exception as error:  # noqa: BLE001 -- whatever is wrong, the answer is that it is
        session.rollback()
        return type(error).__name__
    return "ok"


def _redis() -> str:
    try:
        jobs.connection().ping()
    except redis.RedisError as error:
        return type(error).__name__
    return "ok"


def _migrations() -> str:
    try:
        found = set(session.scalars(text("SELECT version_num FROM alembic_version")))
    except Exception:  # noqa: BLE001 -- no table, no database: not at head either way
        session.rollback()
        return "unknown"
    return "ok" if found == _heads() else "behind"


@cache
def _heads() -> frozenset[str]:
    config = Config()
    config.set_main_option("script_location", str(current_app.extensions["migrate"].directory))
    return frozenset(ScriptDirectory.from_config(config).get_heads())
