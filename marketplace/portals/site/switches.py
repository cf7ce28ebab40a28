"""The two switches every page has: the language, and smaller pictures."""

from flask import current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from marketplace.portals.site import portal
from marketplace.web import access, furniture, htmx, languages, links


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
    answer = htmx.see_other(links.without_language(links.asked_next()))
    languages.keep(answer, cookie, value, current_app.config["SETTINGS"])
    return answer
