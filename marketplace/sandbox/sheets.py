"""What every page of the sandbox shares: the template folder, the style sheet, the headers."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Response, render_template, request

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}


@functools.cache
def style() -> tuple[str, bytes]:
    """Return the style sheet's address and words; the address changes with them."""
    words = (HERE / "static" / "sandbox.css").read_bytes()
    return f"/c/sandbox-{hashlib.sha256(words).hexdigest()[:10]}.css", words


def page(
    template: str, language: str, *, status: int = 200, leads_to: Sequence[str] = (), **context: object
) -> Response:
    """Render one page. `leads_to` are the origins its forms may be redirected to: browsers hold form-action to that."""
    html = render_template(template, language=language, style=style()[0], **context)
    response = Response(html, status, content_type="text/html; charset=utf-8")
    targets = " ".join(["'self'", *dict.fromkeys(leads_to)])
    response.headers.update(HEADERS)
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src 'self'; img-src 'self'; form-action {targets}; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    response.headers["Content-Language"] = language
    response.headers["Vary"] = "Accept-Language"
    return response


def language_of(locale: str | None) -> str:
    """Choose the page's language: the session's locale, else what the browser prefers."""
    if locale and locale != "auto":
        return "zh" if locale.startswith("zh") else "en"
    return request.accept_languages.best_match(["en", "zh", "zh-CN", "zh-Hans-CN"], "en")[:2]
