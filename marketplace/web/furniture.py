"""What stands on every page: who you are, unread messages, the cart's count; portals say where counts come from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Flask, g, request
from flask_babel import gettext
from sqlalchemy import ColumnElement
from werkzeug.http import parse_cookie
from werkzeug.local import LocalProxy

from marketplace.domains.accounts.models import Person
from marketplace.web import access, forgery, formats, languages, links, session_rows, sessions
from marketplace.web.door import SAFE

Counter = Callable[[Person | None], int]
SAVER_COOKIE = "saver"
_counters: dict[str, Counter] = {}


def unread_count(beside: ColumnElement[int]) -> Callable[[Counter], Counter]:
    """Register how many unread notices a person has.

    `beside` is the same as a part of the session's own SELECT: pages that only read take it from there. The function
    is asked where the request may have changed it, for signed-in people, at most once and only if printed.
    """
    return _registering("unread", beside)


def cart_count(beside: ColumnElement[int]) -> Callable[[Counter], Counter]:
    """Register how many things lie in the cart, in the same two ways; a guest with a session has a cart too."""
    return _registering("cart_count", beside)


def _registering(name: str, beside: ColumnElement[int]) -> Callable[[Counter], Counter]:
    def register(counter: Counter) -> Counter:
        session_rows.bring_along(name, beside)
        _counters[name] = counter
        return counter

    return register


def _count(name: str, *, guests: bool) -> int:
    counts: dict[str, int] = g.setdefault("furniture_counts", {})
    if name not in counts:
        person = access.current_person()
        asked = name in _counters and sessions.has_cookie() and (person is not None or guests)
        counts[name] = _asked(name, person) if asked else 0
    return counts[name]


def _asked(name: str, person: Person | None) -> int:
    row = sessions.stored().row
    return row.counts[name] if row is not None and request.method in SAFE else _counters[name](person)


def data_saver() -> bool:
    """Say whether this visitor wants smaller pictures: their switch, else the browser's Save-Data."""
    return _saves(languages.kept(request.cookies, SAVER_COOKIE), request.headers.get("Save-Data", ""))


def saver_of_environ(environ: Mapping[str, str]) -> bool:
    """Say the same before Flask wakes up."""
    cookies = environ.get("HTTP_COOKIE", "")
    chosen = languages.kept(parse_cookie(cookies), SAVER_COOKIE) if SAVER_COOKIE in cookies else None
    return _saves(chosen, environ.get("HTTP_SAVE_DATA", ""))


def _saves(chosen: str | None, browser: str) -> bool:
    return chosen == "1" if chosen in ("0", "1") else browser.lower() == "on"


class ThisUrl(str):
    """This page's path and query; called with names, the same with those changed (None removes one)."""

    __slots__ = ()

    def __call__(self, **changes: str | int | None) -> str:
        return links.this_url(**changes)


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere this person works, as a link."""

    url: str
    label: str


def places() -> list[Place]:
    """Return links to where the signed-in person works."""
    found = [
        Place(f"/supplier/?place={place.slug}", formats.local(place.name)) for place in access.work_places()
    ]
    if access.permissions():
        found.append(Place("/admin/", gettext("Back office")))
    return found


def install(app: Flask) -> None:
    """Put the furniture into every template's names; macros imported without context see the proxies."""
    names = app.jinja_env.globals
    names.update(may=access.may, csrf_token=forgery.token)
    asked: dict[str, Callable[[], object]] = {
        "language": languages.current,
        "person": access.current_person,
        "work_places": places,
        "data_saver": data_saver,
        "this_url": lambda: ThisUrl(links.this_path()),
    }
    counted: dict[str, Callable[[], object]] = {
        "unread": lambda: _count("unread", guests=False),
        "cart_count": lambda: _count("cart_count", guests=True),
    }
    names.update({name: LocalProxy(ask) for name, ask in {**asked, **counted}.items()})

    @app.context_processor
    def furniture() -> dict[str, object]:
        return {name: ask() for name, ask in asked.items()}
