"""One door, one transaction, one commit: the request's.

An unsafe request commits when its answer is below 400 and rolls back otherwise; a safe one only reads. The commit
happens while the request is still being dispatched, so that a constraint that speaks up at the end becomes a page.
"""

import re
import secrets
from collections.abc import Callable
from http import HTTPStatus
from typing import ParamSpec, TypeVar

from flask import Flask, Response, abort, g, request
from flask.typing import ResponseReturnValue

from marketplace.foundation.db import session
from marketplace.web import templates

P = ParamSpec("P")
R = TypeVar("R")
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
LARGEST_FIELDS = 512 * 1024  # bytes
_UNTYPEABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


class House(Flask):
    """Flask whose dispatch ends with the request's one commit."""

    jinja_environment = templates.Environment

    def ensure_sync(self, func: Callable[P, R]) -> Callable[P, R]:
        """Return `func` as it is: this house has no coroutines, and Flask would look for one behind each hook."""
        return func

    def dispatch_request(self) -> ResponseReturnValue:
        response = self.make_response(super().dispatch_request())
        if request.method not in SAFE:
            close_door(response)
        return response


def close_door(response: Response) -> None:
    """Commit what the request did when its answer says it was done, else undo it."""
    if response.status_code < HTTPStatus.BAD_REQUEST:
        session.commit()
    else:
        session.rollback()


def refuse_untypeable() -> None:
    """Refuse control characters in an address: PostgreSQL cannot hold them and no page may show them."""
    values = (value for _, value in request.args.items(multi=True))
    if any(_UNTYPEABLE.search(part) for part in (request.path, *request.args, *values)):
        abort(400)


def limit_fields() -> None:
    """Refuse forms of plain fields that no person fills in; Werkzeug limits them only when files come along."""
    if request.mimetype == "application/x-www-form-urlencoded":
        request.max_content_length = LARGEST_FIELDS


def number_request() -> None:
    """Give the request an id that logs, errors and the answer share; a proxy's is kept when it is plain."""
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)


def install(app: Flask) -> None:
    """Give requests their numbers, and say them in the answers."""
    app.before_request(number_request)
    app.before_request(limit_fields)
    app.before_request(refuse_untypeable)

    @app.after_request
    def say_number(response: Response) -> Response:
        response.headers["X-Request-Id"] = g.get("request_id", "-")
        return response
