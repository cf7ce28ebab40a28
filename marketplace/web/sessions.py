"""Server-side sessions: the cookie is a random token, PostgreSQL keeps its hash, the person and the data.

Flask's `session` works as ever. A visitor gets a cookie only when something is stored, so guests' pages can be
shared; a request with a cookie costs one SELECT when the session is first looked at, one without costs none.
"""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any, cast

from flask import Flask, Request, Response, after_this_request
from flask.globals import request_ctx
from flask.sessions import SessionInterface, SessionMixin
from typing_extensions import override

from marketplace.domains.accounts.models import Person
from marketplace.foundation import clock, ids
from marketplace.foundation.dials import dial
from marketplace.foundation.text import N_
from marketplace.settings import Settings
from marketplace.web import session_rows
from marketplace.web.stored import StoredSession

ABSOLUTE = dial(
    "session_absolute_days",
    180,
    low=1,
    high=730,
    group="security",
    about=N_("Days until a sign-in ends at the latest."),
)
SEEN_EVERY = timedelta(minutes=5)
LONGEST_TOKEN = 64


class TableSessions(SessionInterface):
    """Flask's session interface over the table `web_session`."""

    def __init__(self, settings: Settings) -> None:
        self.cookie = "__Host-coolspot" if settings.is_https else "coolspot"
        self.manners: dict[str, Any] = {
            "path": "/",
            "secure": settings.is_https,
            "httponly": True,
            "samesite": "Lax",
        }

    @override
    def open_session(self, app: Flask, request: Request) -> StoredSession:
        token = request.cookies.get(self.cookie, "")
        return StoredSession(token if 0 < len(token) <= LONGEST_TOKEN else None)

    @override
    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        mine = cast("StoredSession", session)
        if mine.changes_hands and response.status_code >= HTTPStatus.BAD_REQUEST:
            return  # the sign-in or sign-out did not happen: its transaction was rolled back
        if mine.modified and (mine or mine.person_id or mine.row):
            self._store(mine, response)
        elif mine.old_tokens or mine.is_dead:
            session_rows.delete(mine.old_tokens)
            response.delete_cookie(self.cookie, **self.manners)
        elif mine.row is not None and clock.now() - mine.row.seen_at > SEEN_EVERY:
            session_rows.touch(mine.token or "")

    def _store(self, session: StoredSession, response: Response) -> None:
        if session.row is not None and session.token:
            session_rows.update(session.token, dict(session))
            return
        session.token, span = ids.new_token(), ABSOLUTE.span
        session_rows.insert(
            session.token, session.person_id, dict(session), clock.now() + span, instead_of=session.old_tokens
        )
        response.set_cookie(self.cookie, session.token, max_age=span, **self.manners)


def _this() -> StoredSession:
    return cast("StoredSession", request_ctx.session)


def stored() -> StoredSession:
    """Return this request's session as ours, loaded."""
    return _this().load()


SignInHook = Callable[[Person], object]
_hooks: list[SignInHook] = []


def on_sign_in(hook: SignInHook) -> SignInHook:
    """Register what happens when a visitor signs in, in the same transaction: a guest's cart becomes the person's.

    The hook finds in `flask.session` what the guest's session held.
    """
    if hook not in _hooks:
        _hooks.append(hook)
    return hook


def sign_in(person: Person) -> None:
    """Make this visitor `person`, under a new session id; what a guest's session held goes along."""
    session = stored()
    if session.person_id not in (None, person.id):
        session.clear()  # somebody else's work place, second step and basket stay theirs
    session.become(person)
    session.pop("csrf_token", None)
    for hook in _hooks:
        hook(person)


def sign_out() -> None:
    """End this session; nothing of it stays, nor what pages left in this browser: the next person may hold it."""
    session = stored()
    session.clear()
    session.become(None)
    after_this_request(_clear_browser)


def _clear_browser(response: Response) -> Response:
    if response.status_code < HTTPStatus.BAD_REQUEST:
        response.headers["Clear-Site-Data"] = '"storage"'
    return response


def rotate() -> None:
    """Give this session a new id, after a change of password or of rights."""
    session = stored()
    session.become(session.person)


def has_cookie() -> bool:
    """Say whether this visitor has a session at all, without reading it."""
    session = _this()
    return session.token is not None or session.modified


def set_aside() -> None:
    """Go on as if this visitor were nobody, and leave their session as it is: for pages shown when all is broken."""
    session = _this()
    session.loaded, session.token, session.modified, session.is_dead = True, None, False, False
    session.person, session.person_id, session.row = None, None, None
    session.old_tokens.clear()


def install(app: Flask, settings: Settings) -> None:
    """Keep this app's sessions in the table."""
    app.session_interface = TableSessions(settings)
