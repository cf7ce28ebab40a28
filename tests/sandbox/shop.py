"""Who the letters are for, standing in for the marketplace."""

import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Shop:
    """Who the letters are for: keeps them, and answers what it is told to."""

    def __init__(self) -> None:
        self.letters: list[tuple[bytes, str]] = []
        self.answers: list[int] = []
        self.port = free_port()
        self.server: ThreadingHTTPServer | None = None
        self.open()

    def open(self) -> None:
        shop = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = shop.answers.pop(0) if shop.answers else 200
                if status == 200:
                    shop.letters.append((body, self.headers.get("Stripe-Signature", "")))
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        if self.server is not None:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hooks/stripe"

    def events(self, kind: str = "", about: str = "") -> list[dict[str, Any]]:
        """List the events taken, as they came."""
        taken = [json.loads(body) for body, _ in self.letters]
        return [
            event
            for event in taken
            if event["type"].startswith(kind) and (not about or about in json.dumps(event["data"]))
        ]
