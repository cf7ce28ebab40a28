"""Every no has a page: a sentence in the reader's language and a way out; never a stack trace."""

from dataclasses import dataclass
from http import HTTPStatus

import structlog
from flask import Flask, Response, current_app, g, make_response, render_template, request
from psycopg import errors as pg
from sqlalchemy.exc import DataError, DBAPIError, OperationalError, PendingRollbackError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from marketplace.foundation.db import session
from marketplace.foundation.refusals import Refusal
from marketplace.foundation.text import N_
from marketplace.web import htmx, languages, sessions

log = structlog.get_logger("errors")
BUSY = (pg.LockNotAvailable, pg.DeadlockDetected, pg.SerializationFailure, pg.QueryCanceled)
RETRY_SECONDS = {429: "60", 503: "3"}
LAST_WORDS = "Something broke on our side. 我们这边出了问题。"
HIDDEN = {401: 404, 403: 404}  # what is not yours answers as if it did not exist


@dataclass(frozen=True, slots=True)
class Sentence:
    """A page's title and what to do next."""

    title: str
    way_out: str


SENTENCES = {
    400: Sentence(N_("We could not read that"), N_("Go back, reload the page and try again.")),
    403: Sentence(N_("That came from another site"), N_("Open the page here and send it again.")),
    404: Sentence(
        N_("There is nothing here"), N_("The address may be old or mistyped. Search, or start from home.")
    ),
    405: Sentence(N_("That cannot be done here"), N_("Go back and use the buttons on the page.")),
    409: Sentence(N_("Something changed in the meantime"), N_("Reload the page to see how it stands now.")),
    413: Sentence(N_("That is too large"), N_("Send a smaller file or less text.")),
    415: Sentence(N_("We cannot read that kind of file"), N_("Send one of the kinds named on the page.")),
    422: Sentence(N_("That did not work"), N_("Go back, mend it and send it again. What you typed is kept.")),
    429: Sentence(N_("Too many tries"), N_("Wait a minute, then try again.")),
    500: Sentence(N_("Something broke on our side"), N_("Nothing was changed. Try again in a moment.")),
    503: Sentence(N_("We are busy right now"), N_("Nothing was changed. Try again in a few seconds.")),
}


def page(status: int, sentence: str | None = None) -> Response:
    """Answer `status` as a page, or as a note for htmx; `sentence` says more than the title does."""
    _leave_transaction()  # the page below may still read: not in a failed one
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        sessions.set_aside()  # what broke may be what knows the visitor
    try:
        return _shown(status, sentence)
    except SQLAlchemyError:  # PostgreSQL went away between the no and its page, which asks who reads it
        log.warning("no database for an error's page", status=status, path=request.path)
        _leave_transaction()
        sessions.set_aside()
        return _shown(HTTPStatus.SERVICE_UNAVAILABLE, None)


def _leave_transaction() -> None:
    try:
        session.rollback()
    except SQLAlchemyError:  # its connection died: nothing to go back to, and nobody may be handed it again
        session().invalidate()


def _shown(status: int, sentence: str | None) -> Response:
    words = SENTENCES.get(status) or SENTENCES[500 if status >= HTTPStatus.INTERNAL_SERVER_ERROR else 400]
    fragment = htmx.is_fragment()
    shown = render_template(
        "errors/_note.html" if fragment else "errors/page.html",
        status=status,
        title=languages.say(words.title),
        sentence=sentence,
        way_out=languages.say(words.way_out),
    )
    answer = make_response(shown, status)
    answer.headers["Cache-Control"] = "no-store"
    if status in RETRY_SECONDS:
        answer.headers["Retry-After"] = RETRY_SECONDS[status]
    return htmx.retarget(answer, "#messages", "innerHTML") if fragment else answer


def _refused(refusal: Refusal) -> Response:
    if refusal.status == HTTPStatus.NOT_FOUND:
        return page(404)  # in the very words of an address that does not exist
    return page(refusal.status, languages.say(refusal.sentence, **refusal.params))


def _http(error: HTTPException) -> Response:
    cause = getattr(error, "original_exception", None)
    if isinstance(cause, DBAPIError | PoolTimeout | PendingRollbackError):
        return _database(cause)
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST or error.response is not None:
        return make_response(error.get_response())
    status = error.code
    answer = page(status if g.get("forged", False) else HIDDEN.get(status, status))
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            answer.headers[name] = value
    return answer


def _database(error: DBAPIError | PoolTimeout | PendingRollbackError) -> Response:
    cause = getattr(error, "orig", None)
    if isinstance(error, PoolTimeout | OperationalError | PendingRollbackError) or isinstance(cause, BUSY):
        log.warning("database busy", cause=type(cause or error).__name__, path=request.path)
        return page(503)
    if isinstance(error, DataError) and request.method not in ("GET", "HEAD"):
        return page(422)  # a number beyond its column, a text PostgreSQL cannot hold: input, not a bug
    if isinstance(error, DataError):
        return page(404)
    return _broken(error)


def _broken(error: Exception) -> Response:
    if current_app.testing and not current_app.config.get("SHOW_ERROR_PAGES"):
        raise error
    log.error("broken", path=request.path, method=request.method, exc_info=error)
    try:
        return page(500)
    except Exception:  # the page itself may be what is broken
        log.exception("error page broken")
        return Response(LAST_WORDS, 500, content_type="text/plain; charset=utf-8")


def install(app: Flask) -> None:
    """Answer every kind of no of this app."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(PoolTimeout, _database)
    app.register_error_handler(PendingRollbackError, _database)  # the connection died before the commit
    app.register_error_handler(Exception, _broken)
