"""HTTP for the sandbox: connections stay open, as those to the real companies do.

Werkzeug's own handler hangs up after every answer, so that each question costs both sides a new connection, and the
shop's figures would show that instead of the shop.
"""

from __future__ import annotations

import io
import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from werkzeug.serving import WSGIRequestHandler

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)
LARGEST_BODY_BYTES = 1_000_000
NO_BODY = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)


class Handler(WSGIRequestHandler):
    """Answer one question after the other on a connection, each in one packet, and say nothing about it."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 75

    def run_wsgi(self) -> None:
        """Read the whole question, let the application answer, and send the whole answer."""
        length = int(self.headers.get("Content-Length") or 0)
        self.environ = environ = self.make_environ()
        if length <= LARGEST_BODY_BYTES:  # else the application refuses it unread, and we hang up
            environ["wsgi.input"] = io.BytesIO(self.rfile.read(length))
        else:
            self.close_connection = True
        try:
            self._send(*self._ask(environ))
        except ConnectionError as gone:
            self.connection_dropped(gone, environ)
            self.close_connection = True

    def _ask(self, environ: dict[str, Any]) -> tuple[str, list[tuple[str, str]], bytes]:
        heard: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], _: object = None) -> Callable[[bytes], object]:
            heard[:] = [status, headers]
            return lambda _: None

        parts = self.server.app(environ, start)
        try:
            body = b"".join(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()
        return heard[0], heard[1], body

    def _send(self, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        code, _, words = status.partition(" ")
        self.send_response(int(code), words)
        for name, value in headers:
            if name.lower() != "content-length":
                self.send_header(name, value)
        if int(code) not in NO_BODY:
            self.send_header("Content-Length", str(len(body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self._headers_buffer.append(b"\r\n")
        self.wfile.write(b"".join(self._headers_buffer) + (b"" if self.command == "HEAD" else body))
        self._headers_buffer.clear()

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""
