"""Everything the house knows about htmx (2.0.x): what asked, and how to answer it.

htmx-flask reads the request's headers. Its `make_response` is not used: it refuses two lawful swaps and all
modifiers, and cannot say a Chinese word in a header. Our own request class keeps its place.
"""

import json
from typing import Any, cast

from flask import Flask, Response, redirect, request
from flask import Request as FlaskRequest
from htmx_flask.requests import HtmxHeaders
from werkzeug.utils import cached_property


class Request(FlaskRequest):
    """Flask's request, which knows whether htmx asked."""

    @cached_property
    def htmx(self) -> HtmxHeaders:
        return HtmxHeaders(self.headers)


def install(app: Flask) -> None:
    """Give the app our request class."""
    app.request_class = Request


def is_fragment() -> bool:
    """Say whether a part of the page is wanted: htmx asked, and neither boosted nor restoring history."""
    headers = HtmxHeaders(request.headers)
    return bool(headers) and not headers.boosted and not headers.history_restore_request


def target() -> str | None:
    """Return the id of the element that will receive the answer."""
    return cast("str | None", HtmxHeaders(request.headers).target)


def see_other(url: str) -> Response:
    """Send the person on after success: 303, or for htmx a full navigation."""
    if is_fragment():
        return _with(Response(status=200), "HX-Redirect", _ascii_url(url))
    return cast("Response", redirect(url, code=303))


def trigger(response: Response, event: str, detail: Any = True) -> Response:
    """Raise `event` in the browser when the answer arrives; any language may stand in its detail."""
    return _with(response, "HX-Trigger", json.dumps({event: detail}))


def push_url(response: Response, url: str) -> Response:
    """Show `url` in the address bar."""
    return _with(response, "HX-Push-Url", _ascii_url(url))


def retarget(response: Response, selector: str, swap: str = "innerHTML") -> Response:
    """Put the answer into `selector` instead of where it was asked for."""
    _with(response, "HX-Retarget", selector)
    return _with(response, "HX-Reswap", swap)


def _with(response: Response, name: str, value: str) -> Response:
    response.headers[name] = value
    return response


def _ascii_url(url: str) -> str:
    from werkzeug.urls import iri_to_uri

    return iri_to_uri(url)
