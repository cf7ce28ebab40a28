"""The sandbox's front page: what it is, and what it was last asked to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response

from marketplace.sandbox import records, sheets
from marketplace.sandbox.checkout.words import money
from marketplace.sandbox.sms import api as sms

if TYPE_CHECKING:
    from flask import Flask

    from marketplace.sandbox.world import World

SHOWN = 20


def install(app: Flask, world: World) -> None:
    """Open the front page, and a word for those who ask whether we are up."""

    @app.get("/")
    def index() -> Response:
        sessions = records.select(world, "checkout.session", limit=SHOWN)
        messages = sms.latest(world, SHOWN)
        merchant = world.settings.merchant
        return sheets.page(
            "index.html", "en", sessions=sessions, messages=messages, money=money, merchant=merchant
        )

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/favicon.ico")
    def favicon() -> Response:
        return Response(status=204)
