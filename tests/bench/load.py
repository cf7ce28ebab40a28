"""The load: a process of its own with one thread and many kept-alive connections, bounded in count and time.

Reads one JSON order from stdin, writes one JSON answer. Raw sockets, so that the server is what is measured: it makes
some ten thousand requests a second here, and says how busy its own core was.
"""

from __future__ import annotations

import json
import selectors
import socket
import sys
import time
from dataclasses import dataclass, field
from typing import Any

HEADERS = (
    "Host: {host}\r\nAccept: text/html\r\nAccept-Encoding: br, gzip\r\nAccept-Language: {language}\r\n"
    "User-Agent: coolspot-bench\r\nConnection: keep-alive\r\n"
)


@dataclass
class Seen:
    """What came back: seconds of each, and how many were not 200."""

    times: list[float] = field(default_factory=list)
    bad: int = 0
    bytes: int = 0


class Line:
    """One kept-alive connection that asks its questions round and round."""

    def __init__(self, address: tuple[str, int], questions: list[bytes], start: int, seen: Seen) -> None:
        self.address, self.questions, self.turn, self.seen = address, questions, start, seen
        self.socket = socket.create_connection(address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.heard, self.missing, self.asked_at = b"", -1, 0.0

    def ask(self) -> None:
        """Send the next question."""
        self.heard, self.missing, self.asked_at = b"", -1, time.perf_counter()
        self.socket.sendall(self.questions[self.turn % len(self.questions)])
        self.turn += 1

    def hear(self) -> bool:
        """Take what came; True when the answer is whole."""
        part = self.socket.recv(262_144)
        if not part:
            raise ConnectionError
        self.heard += part
        if self.missing < 0:
            end = self.heard.find(b"\r\n\r\n")
            if end < 0:
                return False
            self.missing = end + 4 + _length(self.heard[:end])
        if len(self.heard) < self.missing:
            return False
        self.seen.times.append(time.perf_counter() - self.asked_at)
        self.seen.bytes += len(self.heard)
        self.seen.bad += not self.heard.startswith(b"HTTP/1.1 200")
        return True


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0


def run(order: dict[str, Any]) -> dict[str, Any]:
    """Ask until the seconds or the count are used up."""
    address, seen = ("127.0.0.1", order["port"]), Seen()
    questions = [_question(path, order) for path in order["paths"]]
    with selectors.DefaultSelector() as ready:
        for i in range(order["clients"]):
            _open(ready, address, questions, i * 7, seen)
        began, busy = time.perf_counter(), time.process_time()
        while time.perf_counter() - began < order["seconds"] and len(seen.times) < order.get("most", 10**9):
            for key, _ in ready.select(1.0):
                _go_on(ready, key.data)
        seconds = time.perf_counter() - began
    return {
        "times": seen.times,
        "bad": seen.bad,
        "bytes": seen.bytes,
        "seconds": seconds,
        "busy": (time.process_time() - busy) / seconds,
    }


def _question(path: str, order: dict[str, Any]) -> bytes:
    headers = HEADERS.format(host=f"127.0.0.1:{order['port']}", language=order.get("language", "en"))
    cookie = f"Cookie: {order['cookie']}\r\n" if order.get("cookie") else ""
    return f"GET {path} HTTP/1.1\r\n{headers}{cookie}\r\n".encode()


def _open(
    ready: selectors.BaseSelector, address: tuple[str, int], questions: list[bytes], start: int, seen: Seen
) -> None:
    line = Line(address, questions, start, seen)
    ready.register(line.socket, selectors.EVENT_READ, line)
    line.ask()


def _go_on(ready: selectors.BaseSelector, line: Line) -> None:
    try:
        if line.hear():
            line.ask()
    except OSError:  # the server ends kept-alive connections as it likes
        ready.unregister(line.socket)
        line.socket.close()
        _open(ready, line.address, line.questions, line.turn, line.seen)


if __name__ == "__main__":
    json.dump(run(json.load(sys.stdin)), sys.stdout)
