"""Kept pages: the shelf they stand on, and how one answers."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING

from marketplace.web import compression

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

FRESH_SECONDS = 5.0
REFILL_AFTER_SECONDS = 3.0  # one visitor makes the page anew while the others still read the old one
MOST_BYTES = 24 * 1024 * 1024  # a web process stays under 150 MB in all
WAIT_SECONDS = 10.0
Key = tuple[str | bool, ...]
_OWN = frozenset({"content-length", "content-encoding", "etag"})


class Kept:
    """One page as Flask made it, in every encoding asked for so far."""

    def __init__(self, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status, self.body, self.made_at = status, body, 0.0
        self.etag = blake2b(body, digest_size=12).hexdigest()
        names = {name.lower(): value for name, value in headers}
        self.is_text = (
            compression.is_text(names.get("content-type", "")) and len(body) >= compression.SMALLEST
        )
        private = "no-store" in names.get("cache-control", "") or "private" in names.get("cache-control", "")
        self.may_stay = status.startswith("200") and "set-cookie" not in names and not private
        own = _OWN | {"x-request-id"} if self.may_stay else _OWN
        self.headers = [(name, value) for name, value in headers if name.lower() not in own]
        self._ready: dict[str, tuple[bytes, list[tuple[str, str]]]] = {}

    @property
    def weight(self) -> int:
        """How many bytes it may come to hold, roughly."""
        return len(self.body) * 3 // 2 + 2048

    def answer(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Say it to one visitor: whole, as headers only, or that their copy is still good."""
        encoding = compression.best_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")) if self.is_text else ""
        body, headers = self._ready.get(encoding) or self._prepare(encoding)
        if self.may_stay and self.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
            start_response(
                "304 NOT MODIFIED", [h for h in headers if h[0] not in ("Content-Length", "Content-Type")]
            )
            return ()
        start_response(self.status, list(headers))
        return () if environ["REQUEST_METHOD"] == "HEAD" else (body,)

    def _prepare(self, encoding: str) -> tuple[bytes, list[tuple[str, str]]]:
        body = compression.compress(self.body, encoding)
        headers = [*self.headers, ("Content-Length", str(len(body)))]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        if self.is_text:
            headers = _varying(headers)
        if self.may_stay:
            headers.append(("ETag", f'"{self.etag}{"-" if encoding else ""}{encoding}"'))
        self._ready[encoding] = body, headers
        return body, headers


def _varying(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    varies = ", ".join([value for name, value in headers if name.lower() == "vary"] + ["Accept-Encoding"])
    return [(name, value) for name, value in headers if name.lower() != "vary"] + [("Vary", varies)]


class Shelf:
    """Kept pages by key: the least lately read leave first; one thread at a time makes a page."""

    def __init__(self, most_bytes: int = MOST_BYTES, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock, self._bytes = most_bytes, clock, 0
        self._pages: OrderedDict[Key, Kept] = OrderedDict()
        self._makers: dict[Key, threading.Lock] = {}
        self._lock = threading.Lock()

    def fresh(self, key: Key) -> Kept | None:
        """Return the kept page while it is fresh; None also to the one visitor who is to make it anew."""
        page = self._pages.get(key)
        if page is None:
            return None
        with suppress(KeyError):  # another thread may have dropped it
            self._pages.move_to_end(key)
        age = self._clock() - page.made_at
        if age >= FRESH_SECONDS:
            return None
        if age >= REFILL_AFTER_SECONDS and key not in self._makers:
            return None
        return page

    def fill(self, key: Key, make: Callable[[], Kept]) -> Kept:
        """Make the page, or wait for whoever is making it and share theirs."""
        with self._lock:
            maker = self._makers.setdefault(key, threading.Lock())
        asked_at = self._clock()
        got = maker.acquire(timeout=WAIT_SECONDS)
        try:
            page = self._pages.get(key)
            if page is not None and page.made_at >= asked_at - REFILL_AFTER_SECONDS and got:
                return page
            return self._make(key, make)
        finally:
            if got:
                maker.release()
                self._makers.pop(key, None)

    def _make(self, key: Key, make: Callable[[], Kept]) -> Kept:
        began = self._clock()  # a page is as old as its oldest reading
        page = make()
        page.made_at = began
        if page.may_stay:
            self._put(key, page)
        return page

    def _put(self, key: Key, page: Kept) -> None:
        with self._lock:
            old = self._pages.pop(key, None)
            self._bytes += page.weight - (old.weight if old else 0)
            self._pages[key] = page
            while self._bytes > self._most and self._pages:
                _, dropped = self._pages.popitem(last=False)
                self._bytes -= dropped.weight

    def clear(self) -> None:
        """Forget every page."""
        with self._lock:
            self._pages.clear()
            self._bytes = 0
