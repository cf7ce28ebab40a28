from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.client import Client
from tests.try_out import tried

if TYPE_CHECKING:
    from flask import Flask


def test_pages_of_the_site_read_strictly(client: Client) -> None:
    assert client.get("/offline").is_(200).headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    client.get("/nowhere").is_(404).says("There is nothing here")


def test_ready_says_so(client: Client) -> None:
    assert client.get("/readyz").is_(200).json == {
        "migrations": "ok",
        "postgresql": "ok",
        "ready": True,
        "redis": "ok",
    }


def test_figures_are_for_this_machine_only(client: Client) -> None:
    assert "coolspot_requests_total" in client.get("/metrics").is_(200).text
    client.get("/metrics", X_Forwarded_For="203.0.113.9").is_(404)
    client.browser.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    client.get("/metrics").is_(404)
    client.get("/metrics", Authorization="Bearer ").is_(404)


def test_figures_of_a_real_house_are_for_who_holds_the_token(app: Flask, house: Flask) -> None:
    token = "t0ken-0123456789-0123456789-012345"
    with tried(app, metrics_token=token) as real:
        real.config["SETTINGS"] = replace(real.config["SETTINGS"], mode="production")
        visitor = Client(real)
        visitor.get("/metrics").is_(404)
        visitor.get("/metrics", Authorization=f"Bearer {token}x").is_(404)
        visitor.get("/metrics", Authorization=f"Bearer {token}").is_(200)


def test_the_files_browsers_look_for(client: Client) -> None:
    assert client.get("/favicon.ico").is_(200).headers["Content-Type"] == "image/x-icon"
    worker = client.get("/sw.js").is_(200)
    assert worker.headers["Content-Type"].startswith("text/javascript")
    assert worker.headers["Cache-Control"] == "no-cache"
    assert "__ASSET_" not in worker.text
    assert client.get("/manifest.webmanifest").is_(200).json["start_url"] == "/"
    assert client.get("/manifest.webmanifest", Accept_Language="zh").json["lang"] == "zh-Hans"
    robots = client.get("/robots.txt").is_(200).text
    assert "Disallow: /admin" in robots
    assert "Disallow: /cart" not in robots
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in robots


@pytest.mark.parametrize(
    "path",
    ["/", "/search?q=fridge", "/search", "/compare", "/second-hand?q=fridge", "/cart", "/account/sign-in"],
)
def test_pages_for_everybody_may_be_found(client: Client, path: str) -> None:
    page = client.get(path).is_(200)
    assert "noindex" not in page.text
    assert "X-Robots-Tag" not in page.headers
