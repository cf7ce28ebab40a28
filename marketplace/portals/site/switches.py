"""The two switches every page has: the language, and smaller pictures."""

from datetime import timedelta

from flask import current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from marketplace.portals.site import portal
from marketplace.settings import Settings
from marketplace.web import access, furniture, htmx, languages, links

KEPT = timedelta(days=365)


@portal.post("/language")
def language() -> ResponseReturnValue:
    """Remember the language in this browser, and on the account of whoever is signed in."""
    chosen = request.form.get("language", "")
    if chosen not in languages.LOCALES:
        raise BadRequest
    person = access.current_person()
    if person is not None:
        person.language = chosen
    return _remembering(languages.COOKIE, chosen)


@portal.post("/data-saver")
def data_saver() -> ResponseReturnValue:
    """Remember whether this browser wants smaller pictures."""
    chosen = request.form.get("on", "")
    if chosen not in ("0", "1"):
        raise BadRequest
    return _remembering(furniture.SAVER_COOKIE, chosen)


def _remembering(cookie: str, value: str) -> ResponseReturnValue:
    settings: Settings = current_app.config["SETTINGS"]
    answer = htmx.see_other(links.without_language(links.asked_next()))
    name = languages.LOCKED + cookie if settings.is_https else cookie
    answer.set_cookie(name, value, max_age=KEPT, secure=settings.is_https, httponly=True, samesite="Lax")
    return answer
