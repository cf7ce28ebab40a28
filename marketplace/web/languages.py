"""Which language a page speaks: the address, the switch, the account, then the browser."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from functools import lru_cache
from urllib.parse import parse_qsl

from babel import Locale
from flask import Flask, Response, g, has_request_context, request
from flask_babel import Babel, force_locale, gettext
from werkzeug.http import parse_cookie

from marketplace.foundation import text
from marketplace.settings import Settings
from marketplace.web import catalogue, sessions

COOKIE = "language"
KEPT = timedelta(days=365)
LOCKED = "__Host-"  # over https a cookie of ours cannot be set by a neighbour under the same domain
LOCALES = {"en": "en", "zh": "zh_Hans_CN"}
HTML_LANGUAGES = {"en": "en", "zh": "zh-Hans"}
DEFAULT = "en"
babel = Babel()
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


def current() -> str:
    """Return the page's language, `en` or `zh`."""
    spoken = _spoken.get()
    if spoken is not None:
        return spoken
    try:
        kept_here = g._get_current_object()  # noqa: SLF001 -- asked up to a hundred times a page: past the proxy a fifth of the time
    except RuntimeError:
        return DEFAULT
    known: str | None = vars(kept_here).get("language")
    if known is not None:
        return known
    if not has_request_context():
        return DEFAULT
    language: str = g.setdefault("language", _chosen())
    return language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Render in `language` inside the block, whoever asks: mails and notices to somebody else."""
    before = _spoken.set(language if language in LOCALES else DEFAULT)
    try:
        with force_locale(LOCALES[current()]):
            yield
    finally:
        _spoken.reset(before)


def _chosen() -> str:
    fixed = from_browser(request.args.get("lang"), kept(request.cookies, COOKIE), None)
    if fixed:
        return fixed
    person = sessions.stored().person if sessions.has_cookie() else None
    if person is not None and person.language in LOCALES:
        return person.language
    return from_browser(None, None, request.headers.get("Accept-Language")) or DEFAULT


def from_browser(asked: str | None, cookie: str | None, accepted: str | None) -> str | None:
    """Decide by what a request says; None when it says nothing we speak."""
    for wish in (asked, cookie):
        if wish in LOCALES:
            return wish
    return _accepted(accepted) if accepted else None


def kept(cookies: Mapping[str, str], name: str) -> str | None:
    """Return what this browser remembers under `name`, in either of the names we give a cookie."""
    return cookies.get(LOCKED + name, cookies.get(name))


def keep(answer: Response, name: str, value: str, settings: Settings) -> None:
    """Have this browser remember something under `name` for a year."""
    name = LOCKED + name if settings.is_https else name
    answer.set_cookie(name, value, max_age=KEPT, secure=settings.is_https, httponly=True, samesite="Lax")


def forget(answer: Response, name: str) -> None:
    """Have this browser forget what it remembers under `name`, in either of the names."""
    for cookie in (name, LOCKED + name):
        answer.delete_cookie(cookie, secure=cookie.startswith(LOCKED))


def of_environ(environ: Mapping[str, str]) -> str:
    """Decide the language of a visitor without a session before Flask wakes up; always as `current()` would."""
    query, cookies = environ.get("QUERY_STRING", ""), environ.get("HTTP_COOKIE", "")
    asked = dict(parse_qsl(query)).get("lang") if "lang=" in query else None
    chosen = kept(parse_cookie(cookies), COOKIE) if COOKIE in cookies else None
    return from_browser(asked, chosen, environ.get("HTTP_ACCEPT_LANGUAGE")) or DEFAULT


@lru_cache(maxsize=512)
def _accepted(header: str) -> str | None:
    best, best_weight = None, 0.0
    for part in header.split(",")[:20]:
        name, _, quality = part.strip().partition(";q=")
        language = name.strip().lower().split("-")[0]
        try:
            weight = float(quality or 1)
        except ValueError:
            continue
        if language in LOCALES and weight > best_weight:
            best, best_weight = language, weight
    return best


def locale() -> Locale:
    """Return Babel's locale of the page's language."""
    return locale_of(current())


_locales = {language: Locale.parse(name) for language, name in LOCALES.items()}


def locale_of(language: str) -> Locale:
    """Return Babel's locale of `language`."""
    return _locales.get(language, _locales[DEFAULT])


def say(sentence: str, /, **params: object) -> str:
    """Translate a sentence from below (a refusal's, a dial's) into the page's language."""
    return text.translate(current(), sentence, **params)


def install(app: Flask, settings: Settings) -> None:
    """Load the catalogues and let templates, forms and the floors below speak both languages."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(catalogue.ready(settings.instance_dir))
    app.config["BABEL_DEFAULT_LOCALE"] = LOCALES[DEFAULT]
    app.config["BABEL_DEFAULT_TIMEZONE"] = settings.display_timezone
    babel.init_app(app, locale_selector=lambda: LOCALES[current()])
    text.use_translator(catalogue.lookup)
    app.jinja_env.globals["html_language"] = lambda: HTML_LANGUAGES[current()]


__all__ = [
    "COOKIE",
    "babel",
    "current",
    "force_locale",
    "from_browser",
    "gettext",
    "install",
    "locale",
    "say",
    "speaking",
]
