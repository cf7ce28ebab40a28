"""Logs as events with names and values: for people on a terminal, JSON for machines; each with its request's id."""

import logging
import re
import sys
import time
from collections.abc import MutableMapping
from typing import Any

import structlog
from flask import Flask, Response, g, has_request_context, request

from marketplace.settings import Settings

log = structlog.get_logger("request")
security = structlog.get_logger("security")
# What a terminal or a reader of lines would obey: controls, the line ends of Unicode, marks that turn text around.
_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# One list, changed in place: a writer made earlier writes as the newest app of this process does.
_STEPS: list[Any] = []
QUIET = frozenset({"site.healthz", "site.readyz", "site.metrics", "static"})


def _name_request(_: Any, __: str, event: dict[str, Any]) -> dict[str, Any]:
    if has_request_context() and "request_id" in g:
        event.setdefault("request_id", g.request_id)
    return event


def disarm(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Spell out what strangers put into a value to forge a line or to steer a terminal."""
    return {name: disarmed(value) if isinstance(value, str) else value for name, value in event.items()}


def disarmed(text: str) -> str:
    """Return `text` with its control characters as escapes."""
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def watch(event: str, **facts: object) -> None:
    """Note what somebody who guards the house wants to know: proofs that failed, doors that stayed shut."""
    security.warning(event, address=request.remote_addr, **facts)


def configure(settings: Settings) -> None:
    """Set how this process logs; the standard library's loggers go the same way."""
    level = getattr(logging, settings.log_level.upper(), logging.INFO)
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        _name_request,
        disarm,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    as_json = settings.log_format == "json"
    last: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    _STEPS[:] = [*shared, *([structlog.processors.format_exc_info] if as_json else []), last]
    structlog.configure(
        processors=_STEPS,
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        # A cached logger would keep the first app's way of writing when a process builds a second one.
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=max(level, logging.WARNING), format="%(levelname)s %(name)s %(message)s")


def install(app: Flask) -> None:
    """Log one line an answer; addresses and what people typed stay out of it."""
    this_app = log.bind()  # put together once, not for every answer

    @app.after_request
    def line(response: Response) -> Response:
        if request.endpoint not in QUIET:
            took = (time.perf_counter() - g.get("began", time.perf_counter())) * 1000
            this_app.info(
                "answered",
                method=request.method,
                path=request.path,
                status=response.status_code,
                endpoint=request.endpoint,
                ms=round(took, 1),
            )
        return response
