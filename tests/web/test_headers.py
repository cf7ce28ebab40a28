from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import cast
from tests.client import Client
from tests.try_out import tried

if TYPE_CHECKING:
    from flask import Flask


def policy(page: object) -> dict[str, str]:
    parts = page.headers["Content-Security-Policy"].split("; ")
    return dict(part.split(" ", 1) for part in parts)


@pytest.mark.parametrize("url", ["/offline", "/trial/things", "/nowhere", "/healthz", "/robots.txt"])
def test_every_answer_says_what_may_be_loaded(visitor: Client, url: str) -> None:
    page = visitor.get(url)
    rules = policy(page)
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == "'self'"
    assert rules["form-action"] == "'self' https://checkout.stripe.com https://connect.stripe.com"
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert page.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Strict-Transport-Security" not in page.headers


def test_pages_say_what_they_vary_by(visitor: Client) -> None:
    for url in ("/trial/things", "/trial/shared"):
        varies = {name.strip() for name in visitor.get(url).headers["Vary"].split(",")}
        assert {"HX-Request", "Accept-Language", "Cookie", "Save-Data"} <= varies


def test_nobody_keeps_private_pages(visitor: Client) -> None:
    visitor.as_(cast.person("Ming"))
    for url in ("/trial/private", "/trial/things", "/trial/shared", "/nowhere"):
        page = visitor.get(url)
        assert page.headers["Cache-Control"] == "no-store", url
        assert "ETag" not in page.headers


def test_over_https_cookies_and_transport_are_locked(app: Flask, house: Flask) -> None:
    with tried(app, public_url="https://shop.example") as secure:
        visitor = Client(secure, origin="https://shop.example")
        page = visitor.post("/language", {"language": "zh", "next": "/"}, follow=False).is_(303)
        assert page.headers["Strict-Transport-Security"].startswith("max-age=63072000")
        kept = page.headers["Set-Cookie"]
        assert kept.startswith("__Host-language=zh;")
        assert "Secure" in kept
        assert "Path=/" in kept
        assert "Domain" not in kept
        assert (
            secure.test_client()
            .get("/offline", headers={"Cookie": "__Host-language=zh"})
            .text.count("zh-Hans")
        )
        css = secure.extensions["assets"].asset("css")
        assert (
            secure.test_client().get(css).headers["Strict-Transport-Security"].startswith("max-age=63072000")
        )
        assert secure.session_interface.cookie == "__Host-coolspot"
        assert secure.session_interface.manners == {
            "path": "/",
            "secure": True,
            "httponly": True,
            "samesite": "Lax",
        }


def test_payments_elsewhere_are_named_and_pictures_come_from_us(app: Flask) -> None:
    with tried(
        app, stripe_checkout_origin="http://127.0.0.1:8001", media_url="s3://photos.example/x"
    ) as other:
        rules = policy(Client(other).get("/healthz"))
    assert rules["form-action"] == "'self' http://127.0.0.1:8001"
    assert rules["img-src"] == "'self' data:"


def test_uncached_pages_are_compressed_too(visitor: Client) -> None:
    answer = visitor.browser.get("/trial/things", headers={"Accept-Encoding": "gzip, br"})
    assert answer.headers["Content-Encoding"] == "br"
    assert len(answer.data) < 4000
