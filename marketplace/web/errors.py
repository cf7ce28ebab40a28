"""Every no has a page: a sentence in the reader's language and a way out; never a stack trace."""

from dataclasses import dataclass

import structlog
from flask import Flask, Response, g, make_response, render_template, request
from psycopg import errors as pg
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from marketplace.foundation.db import session
from marketplace.foundation.refusals import Refusal
from marketplace.foundation.text import N_
from marketplace.web import htmx, languages

log = structlog.get_logger("errors")
BUSY = (pg.LockNotAvailable, pg.DeadlockDetected, pg.SerializationFailure, pg.QueryCanceled)
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
    session.rollback()  # the page below may still read: not in a failed transaction
    words = SENTENCES.get(status) or SENTENCES[400 if status < 500 else 500]
    fragment = htmx.is_fragment()
    template = "errors/_note.html" if fragment else "errors/page.html"
    answer = make_response(
        render_template(template, status=status, title=words.title, sentence=sentence, way_out=words.way_out),
        status,
    )
    answer.headers["Cache-Control"] = "no-store"
    if status in (429, 503):
        answer.headers.setdefault("Retry-After", "60" if status == 429 else "3")
    return htmx.retarget(answer, "#messages", "innerHTML") if fragment else answer


def _refused(refusal: Refusal) -> Response:
    return page(refusal.status, languages.say(refusal.sentence, **refusal.params))


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400 or error.response is not None:
        answer = error.get_response()
        assert isinstance(answer, Response)
        return answer
    from_elsewhere = status == 403 and g.get("forged", False)
    answer = page(status if from_elsewhere else HIDDEN.get(status, status))
    for name in ("Allow", "Retry-After"):
        if value := dict(error.get_headers()).get(name):
            answer.headers[name] = value
    return answer


def _database(error: DBAPIError | PoolTimeout) -> Response:
    cause = getattr(error, "orig", None)
    is_away = isinstance(error, PoolTimeout) or getattr(error, "connection_invalidated", False)
    if is_away or isinstance(cause, BUSY) or (isinstance(error, OperationalError) and cause is not None):
        log.warning("database busy", cause=type(cause).__name__, path=request.path)
        return page(503)
    return _broken(error)


def _broken(error: Exception) -> Response:
    log.exception("broken", path=request.path, method=request.method, exc_info=error)
    try:
        return page(500)
    except Exception:  # the page itself may be what is broken
        log.exception("error page broken")
        return Response(
            "Something broke on our side. 我们这边出了问题。", 500, content_type="text/plain; charset=utf-8"
        )


def install(app: Flask) -> None:
    """Answer every kind of no of this app."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(PoolTimeout, _database)
    if not app.config.get("PROPAGATE_EXCEPTIONS"):
        app.register_error_handler(Exception, _broken)
