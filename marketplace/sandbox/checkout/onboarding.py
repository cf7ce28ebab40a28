"""The page where a connected account's owner would answer the company's questions."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Response, redirect

from marketplace.sandbox import records, sheets
from marketplace.sandbox.checkout.words import WORDS
from marketplace.sandbox.stripe import onboarding

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response as AnyResponse

    from marketplace.sandbox.world import Body, World


def install(app: Flask, world: World) -> None:
    """Open the onboarding pages."""

    @app.get("/c/onboarding/<token>")
    def onboarding_page(token: str) -> Response:
        return _page(world, records.find(world, token, "sandbox.account_link"))

    @app.post("/c/onboarding/<token>")
    def onboard(token: str) -> AnyResponse:
        with world.db.transaction():
            link = records.find(world, token, "sandbox.account_link")
            if link is None or link["expires_at"] < world.now() or not link["return_url"]:
                return _page(world, link)
            onboarding.finish(world, records.get(world, "account", link["account"]))
            return redirect(link["return_url"], 303)


def _page(world: World, link: Body | None) -> Response:
    language = sheets.language_of(None)
    words, merchant = WORDS[language], world.settings.merchant
    if link is None:
        return sheets.page("missing.html", language, status=404, t=words, merchant=merchant)
    parts = urlsplit(link["return_url"])
    leads_to = [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []
    late = link["expires_at"] < world.now()
    return sheets.page("onboarding.html", language, leads_to=leads_to, t=words, merchant=merchant, late=late)
