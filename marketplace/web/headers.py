"""What every answer says about itself: where things may load from, who may keep a copy, what it varies by."""

from http import HTTPStatus

from flask import Flask, Response

from marketplace.settings import Settings
from marketplace.web import pagecache, sessions
from marketplace.web.assets import HTTPS_ONLY

VARY = "HX-Request, Accept-Language, Cookie, Save-Data"
LASTING = {
    "X-Content-Type-Options": "nosniff",
    # `same-origin` would still send Origin: null from sandboxed readers; this one keeps our own forms provable.
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


def policy(settings: Settings) -> str:
    """Return the content security policy: nothing but our own files, forms also to the payment page."""
    checkout = " ".join(filter(None, ["'self'", settings.stripe_checkout_origin]))
    parts = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'none'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "form-action": checkout,
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in parts.items())


def always_of(settings: Settings) -> dict[str, str]:
    """Return the headers of every answer, pages and files alike."""
    return {
        **LASTING,
        "Content-Security-Policy": policy(settings),
        **dict(HTTPS_ONLY if settings.is_https else ()),
    }


def install(app: Flask, settings: Settings) -> None:
    """Put the headers on every answer."""
    always = [(name, name.lower(), value) for name, value in always_of(settings).items()]

    @app.after_request
    def describe(response: Response) -> Response:
        said_already = {name.lower() for name, _ in response.headers}
        for name, plain, value in always:
            if plain not in said_already:
                response.headers.add(name, value)
        if response.mimetype == "text/html":
            said = response.headers.get("Vary")
            response.headers["Vary"] = f"{said}, {VARY}" if said else VARY
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = _keeping(response)
        return response


def _keeping(response: Response) -> str:
    if pagecache.may_share() and response.status_code == HTTPStatus.OK and not sessions.has_cookie():
        return "public, max-age=0, must-revalidate"
    return "no-store"
