"""Make the ordered faults happen to HTTP requests."""

from __future__ import annotations

import socket
import time
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, current_app, jsonify, request

from marketplace.sandbox import faults

if TYPE_CHECKING:
    from flask import Flask

    from marketplace.sandbox.world import World

WATCHED = ("/v1/", "/carrier/v1/", "/sms/v1/", "/register/v1/")
AFTER = ("error_after", "close_after")
BEFORE = ("error_before", "close_before", "rate_limit", "slow")


def install(app: Flask, world: World) -> None:
    """Stand before and behind every request the companies answer."""

    @app.before_request
    def before() -> Response | None:
        if not request.path.startswith(WATCHED) or not faults.any_ordered(world):
            return None
        with world.db.transaction():
            fault = faults.strike(world, BEFORE, method=request.method, path=request.path)
        if fault is None:
            return None
        if fault["kind"] == "slow":
            time.sleep(fault["seconds"])
            return None
        return _answer(fault["kind"])

    @app.after_request
    def after(response: Response) -> Response:
        if not request.path.startswith(WATCHED) or response.status_code >= HTTPStatus.BAD_REQUEST:
            return response
        if not faults.any_ordered(world):
            return response
        with world.db.transaction():
            fault = faults.strike(world, AFTER, method=request.method, path=request.path)
        return response if fault is None else _answer(fault["kind"])


def _answer(kind: str) -> Response:
    """Answer as a company in trouble; a closed connection answers nothing at all."""
    if kind == "rate_limit":
        words = "Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits."
        return _error(429, {"message": words, "type": "invalid_request_error", "code": "rate_limit"})
    if kind.startswith("close"):
        wire = request.environ.get("werkzeug.socket")
        if wire is not None:
            wire.shutdown(socket.SHUT_RDWR)
        return current_app.response_class(status=500)
    words = "Sorry! There was an error while talking to one of our backends. Please try again."
    return _error(500, {"message": words, "type": "api_error"})


def _error(status: int, error: dict[str, str]) -> Response:
    response = jsonify(error=error)
    response.status_code = status
    return response
