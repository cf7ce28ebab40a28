"""The files browsers and crawlers look for at the root: worker, manifest, icon, robots, the offline page."""

import json
from pathlib import Path

from flask import Response, current_app, render_template, send_file
from flask_babel import gettext

from marketplace.portals.site import portal
from marketplace.settings import Settings
from marketplace.web import languages
from marketplace.web.assets import STATIC, Assets
from marketplace.web.pagecache import public_page

HOUR = 3600
# Nothing is lost by finding an empty cart or the way in; a page closed to crawlers counts as a fault of ours.
WAY_IN = "/account/sign-in"
PRIVATE = (
    "/account",
    "/admin",
    "/supplier",
    "/orders",
    "/hooks",
    "/metrics",
    "/search/suggestions",
)


@portal.get("/offline")
@public_page
def offline() -> str:
    """Show what a phone without a network sees."""
    return render_template("errors/offline.html")


@portal.get("/sw.js")
def worker() -> Response:
    """Send the service worker with today's asset addresses; browsers must ask for it anew each time."""
    assets: Assets = current_app.extensions["assets"]
    source = (STATIC / "js" / "sw.js").read_text("utf-8")
    for name in assets.urls:
        source = source.replace(f"__ASSET_{name.upper()}__", assets.asset(name))
    answer = Response(source, content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@portal.get("/manifest.webmanifest")
@public_page
def manifest() -> Response:
    """Describe the app for home screens, in the visitor's language."""
    words = json.loads((STATIC / "manifest.webmanifest").read_text("utf-8"))
    words.update(lang=languages.HTML_LANGUAGES[languages.current()], name=gettext("Coolspot"))
    return Response(json.dumps(words, ensure_ascii=False), content_type="application/manifest+json")


@portal.get("/favicon.ico")
def favicon() -> Response:
    """Send the icon that browsers ask for without being told."""
    answer = send_file(Path(STATIC) / "icons" / "favicon.ico", mimetype="image/x-icon", max_age=24 * HOUR)
    answer.headers["Cache-Control"] = f"public, max-age={24 * HOUR}"
    return answer


@portal.get("/robots.txt")
@public_page
def robots() -> Response:
    """Tell crawlers what is nobody's business but its owner's, and where the map is."""
    settings: Settings = current_app.config["SETTINGS"]
    lines = [
        "User-agent: *",
        f"Allow: {WAY_IN}",
        *(f"Disallow: {path}" for path in PRIVATE),
        f"Sitemap: {settings.own_url}/sitemap.xml",
        "",
    ]
    return Response("\n".join(lines), content_type="text/plain; charset=utf-8")
