"""Requests forged on other sites: refused by where they come from, or by a token when that is not said.

Every browser in use says where a form was sent from (`Sec-Fetch-Site` over https, `Origin` everywhere). Pages shared
between guests therefore carry no token; a client that says neither needs Flask-WTF's token of its session.
"""

from urllib.parse import urlsplit

from flask import Flask, abort, g, request
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf
from markupsafe import Markup

from marketplace.settings import Settings
from marketplace.web import logs, sessions
from marketplace.web.door import SAFE

EXEMPT = "/hooks/"  # machines sign their messages instead
protect = CSRFProtect()


def install(app: Flask, settings: Settings) -> None:
    """Check every unsafe request of this app."""
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_SSL_STRICT=False)
    protect.init_app(app)
    # csrf_token() of Flask-WTF would open a session for every guest who sees a form.
    app.jinja_env.globals["csrf_token"] = token
    app.jinja_env.globals["csrf_field"] = field
    own = _origin(settings.public_url) if settings.public_url else None

    @app.before_request
    def refuse_forged() -> None:
        if request.method in SAFE or request.path.startswith(EXEMPT):
            return
        verdict = is_ours(own)
        if verdict is False:
            g.forged = True
            logs.watch("forged request", path=request.path, origin=request.headers.get("Origin", ""))
            abort(403)
        if verdict is None:
            protect.protect()


def token() -> str:
    """Return the token for a form; empty for a guest without a session, who needs none."""
    return str(generate_csrf()) if sessions.has_cookie() else ""


def field() -> Markup:
    """Return the hidden field with the token; nothing for a guest without a session."""
    value = token()
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(value) if value else Markup()


def is_ours(own: str | None) -> bool | None:
    """Say whether this request was sent by one of our own pages; None when the browser does not tell."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if origin is not None:
        return _origin(origin) in (own, _origin(request.host_url))
    return None


def _origin(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:  # `http://[`: no browser sends it, and it is nobody of ours
        return ""
    return f"{parts.scheme}://{parts.netloc}".lower()


__all__ = ["CSRFError", "field", "install", "is_ours", "protect", "token"]
