"""Nobody holds the web server by speaking slowly."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

CONF = Path(__file__).parents[2] / "marketplace" / "onemachine" / "gunicorn_conf.py"
SHORT = """
exec(compile(open({conf!r}).read(), {conf!r}, "exec"))
HEAD_SECONDS = 1
"""
APP = """
def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")])
    said = environ["SCRIPT_NAME"] + environ["wsgi.url_scheme"]
    return [b"ok" if said == "http" else b"no"]
"""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[tuple[str, int]]:
    """Start a server of one process and two threads, which gives visitors a second for their headers."""
    (tmp_path / "conf.py").write_text(SHORT.format(conf=str(CONF)))
    (tmp_path / "tiny.py").write_text(APP)
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    env = {"HOST": "127.0.0.1", "PORT": str(port), "WEB_WORKERS": "1", "WEB_THREADS": "2"}
    words = [sys.executable, "-m", "gunicorn", "-c", "conf.py", "tiny:app"]
    with subprocess.Popen(words, cwd=tmp_path, env=env) as server:
        try:
            _wait(port)
            yield "127.0.0.1", port
        finally:
            server.terminate()


def _wait(port: int) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not open")


def test_silent_and_slow_visitors_hold_no_thread(address: tuple[str, int]) -> None:
    with ExitStack() as visitors:
        for words in (b"", b"", b"", b"", b"GET / HTTP/1.1\r\nHost: x\r\nX-A: ", b"POST / HT", b"G"):
            visitor = visitors.enter_context(socket.create_connection(address))
            visitor.sendall(words)
        began = time.monotonic()
        assert httpx.get(f"http://{address[0]}:{address[1]}/", timeout=15).text == "ok"
        assert time.monotonic() - began < 10


@pytest.mark.parametrize("name", ["SCRIPT_NAME", "PATH_INFO", "X-Forwarded-Proto", "X-Forwarded-Protocol"])
def test_no_header_moves_the_application(address: tuple[str, int], name: str) -> None:
    told = {name: "https" if name.startswith("X") else "/moved"}
    assert httpx.get(f"http://{address[0]}:{address[1]}/moved/x", headers=told).text == "ok"


@pytest.mark.parametrize(
    "request_",
    [
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /evil",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +5\r\n\r\nabcde",
        b"GET / HTTP/1.1\r\nHost : x\r\n\r\n",
        b"GET / HTTP/1.1\nHost: x\n\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX-A: 1\r\n b\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"".join(b"X-%d: 1\r\n" % n for n in range(200)) + b"\r\n",
    ],
    ids=["two lengths", "strange coding", "lengths differ", "signed length", "space", "bare line ends", "folded",
         "two hosts", "endless address", "endless headers"],
)  # fmt: skip
def test_a_request_of_two_meanings_is_none(address: tuple[str, int], request_: bytes) -> None:
    with socket.create_connection(address) as visitor:
        visitor.settimeout(10)
        visitor.sendall(request_)
        answer = visitor.recv(4000)
    assert answer.split(b" ")[1] in (b"400", b"414", b"431", b"501")
