"""Whole pages for visitors without a session: made once, given to everybody, never over five seconds old.

It stands in front of Flask. A view says `@public_page` to be kept; then nothing in its answer may depend on more
than the address, the language, whether htmx asks and whether data is to be saved: that is the key. A visitor with a
session cookie always goes past it, and so does everything that sets a cookie or is not a plain 200.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from flask import Flask, current_app, request
from werkzeug.exceptions import HTTPException

from marketplace.settings import Settings
from marketplace.web import database, furniture, languages, metrics, replica
from marketplace.web.door import SAFE
from marketplace.web.pages import Kept, Key, Shelf

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

P = ParamSpec("P")
R = TypeVar("R")
LONGEST_QUERY = 300
HTMX_HEADERS = ("HTTP_HX_REQUEST", "HTTP_HX_TARGET", "HTTP_HX_BOOSTED", "HTTP_HX_HISTORY_RESTORE_REQUEST")
_MARK = "coolspot_public_page"


def public_page(view: Callable[P, R]) -> Callable[P, R]:
    """Let this view's page be kept and shared between visitors without a session."""
    setattr(view, _MARK, True)
    return view


def may_share() -> bool:
    """Say whether the view of this request makes a public page."""
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, _MARK, False) is True


def read_alone() -> None:
    """Spare the views of public pages their transaction, and the primary their questions: they only read."""
    if request.method in SAFE and may_share():
        database.only_reads()
        replica.prefer()


class PageCache:
    """The WSGI layer in front of Flask."""

    def __init__(self, app: Flask, inner: "WSGIApplication", settings: Settings) -> None:
        self.app, self.inner = app, inner
        self.session_cookie = "__Host-coolspot=" if settings.is_https else "coolspot="
        self.shelf = Shelf()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        key = self._key(environ)
        if key is None:
            return self.inner(environ, start_response)
        page = self.shelf.fresh(key)
        if page is None:
            if not self._is_public(environ):
                return self.inner(environ, start_response)
            page = self.shelf.fill(key, lambda: self._made(environ))
        else:
            metrics.PAGES.labels("kept").inc()
        return page.answer(environ, start_response)

    def _key(self, environ: "WSGIEnvironment") -> Key | None:
        """Return what the page depends on; None for requests that never share one."""
        cookies = environ.get("HTTP_COOKIE", "")
        query = environ.get("QUERY_STRING", "")
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or len(query) > LONGEST_QUERY:
            return None
        if self.session_cookie in cookies or "HTTP_RANGE" in environ:
            return None
        return (
            environ["wsgi.url_scheme"],
            environ.get("HTTP_HOST", ""),
            environ.get("SCRIPT_NAME", ""),
            environ.get("PATH_INFO", ""),
            query,
            languages.of_environ(environ),
            furniture.saver_of_environ(environ),
            # Whole values, not their meaning: a header nobody sends cannot put a page where others look for theirs.
            *(environ.get(name, "") for name in HTMX_HEADERS),
        )

    def _is_public(self, environ: "WSGIEnvironment") -> bool:
        try:
            endpoint, _ = self.app.url_map.bind_to_environ(environ).match()
        except HTTPException:
            return False
        return getattr(self.app.view_functions.get(endpoint), _MARK, False) is True

    def _made(self, environ: "WSGIEnvironment") -> Kept:
        """Let Flask make the page, whole and uncompressed."""
        metrics.PAGES.labels("made").inc()
        heard: list[tuple[str, list[tuple[str, str]]]] = []

        def hear(status: str, headers: list[tuple[str, str]], _: object = None) -> Callable[[bytes], object]:
            heard.append((status, headers))
            return lambda _: None

        plain = {**environ, "REQUEST_METHOD": "GET", "HTTP_ACCEPT_ENCODING": ""}
        for name in ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"):
            plain.pop(name, None)
        answer = self.inner(plain, hear)
        try:
            body = b"".join(answer)
        finally:
            close = getattr(answer, "close", None)
            if close:
                close()
        status, headers = heard[-1]
        return Kept(status, headers, body)
