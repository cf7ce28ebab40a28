"""Put the companies together into one small web application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask

from marketplace.sandbox import index, mishaps
from marketplace.sandbox.carrier import api as carrier
from marketplace.sandbox.checkout import onboarding, pages
from marketplace.sandbox.control import books, levers
from marketplace.sandbox.protocol.serving import LARGEST_BODY_BYTES
from marketplace.sandbox.register import api as register
from marketplace.sandbox.sms import api as sms
from marketplace.sandbox.stripe import door
from marketplace.sandbox.stripe import resources as resources  # noqa: PLC0414 - importing opens the paths

if TYPE_CHECKING:
    from marketplace.sandbox.world import World


def create_app(world: World) -> Flask:
    """Make the application that stands for every company in this sandbox."""
    app = Flask("marketplace.sandbox", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY_BYTES
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    mishaps.install(app, world)
    for company in (door, carrier, register, sms, pages, onboarding, books, levers, index):
        company.install(app, world)
    return app
