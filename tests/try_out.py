"""Routes that exist only in one test module: a second app over the same engines."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from marketplace.factory import create_app
from marketplace.foundation import jobs
from marketplace.web.database import db

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Blueprint, Flask


@contextmanager
def tried(app: Flask, *portals: Blueprint, **settings: Any) -> Iterator[Flask]:
    """Yield a second app with these portals beside the house's own, and other settings where given."""
    second = create_app(replace(app.config["SETTINGS"], **settings))
    for portal in portals:
        second.register_blueprint(portal)
    yield second
    jobs.use_redis(app.config["SETTINGS"].redis_url)
    with second.app_context():
        for engine in db.engines.values():
            engine.dispose()
