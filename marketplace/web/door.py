"""One door, one transaction, one commit: the request's.

An unsafe request commits when its answer is below 400 and rolls back otherwise; a safe one only reads. The commit
happens while the request is still being dispatched, so that a constraint that speaks up at the end becomes a page.
"""

import re
import secrets
from http import HTTPStatus

from flask import Flask, Response, g, request
from flask.typing import ResponseReturnValue

from marketplace.foundation.db import session

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


class House(Flask):
    """Flask whose dispatch ends with the request's one commit."""

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


def number_request() -> None:
    """Give the request an id that logs, errors and the answer share; a proxy's is kept when it is plain."""
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)


def install(app: Flask) -> None:
    """Give requests their numbers, and say them in the answers."""
    app.before_request(number_request)

    @app.after_request
    def say_number(response: Response) -> Response:
        response.headers["X-Request-Id"] = g.get("request_id", "-")
        return response
