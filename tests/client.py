"""A visitor for tests: reads every page as strict HTML, counts SQL, follows links and sends forms as people do."""

from __future__ import annotations

import contextvars
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from sqlalchemy import Engine, event

from marketplace.domains.accounts.models import Person, WebSession
from marketplace.foundation import clock, ids
from marketplace.foundation.db import session
from marketplace.web.access import SECOND_STEP
from marketplace.web.sessions import ABSOLUTE
from tests.pages import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from flask import Flask
    from werkzeug.test import TestResponse

HERE = "http://localhost"
MOST_REDIRECTS = 6


class Client:
    """One browser: its cookies, its language, and whether it says where its forms come from."""

    def __init__(self, app: Flask, *, language: str | None = None, origin: str | None = HERE) -> None:
        self.app = app
        self.browser = app.test_client()
        self.origin = origin
        self.headers: dict[str, str] = {"Accept-Language": language} if language else {}

    # -- asking -------------------------------------------------------------------------------------------------

    def get(self, url: str, *, follow: bool = True, htmx: str | bool = False, **headers: str) -> Page:
        """Open an address; `htmx` asks for a fragment, for the element of that id when it is a word."""
        return self._open("GET", url, follow=follow, htmx=htmx, headers=headers)

    def post(
        self,
        url: str,
        data: Mapping[str, Any] | None = None,
        *,
        method: str = "POST",
        follow: bool = True,
        htmx: str | bool = False,
        **headers: str,
    ) -> Page:
        """Send a form; values may be lists, and (bytes, file name) pairs."""
        return self._open(method, url, follow=follow, htmx=htmx, headers=headers, data=dict(data or {}))

    def raw(self, method: str, url: str, body: bytes, content_type: str) -> Page:
        """Send any bytes as any kind of content."""
        headers = {**self.headers, **({"Origin": self.origin} if self.origin else {})}
        answer = contextvars.Context().run(
            lambda: self.browser.open(
                url, method=method, headers=headers, data=body, content_type=content_type
            )
        )
        return Page(self, url, answer, [answer.status_code])

    def _open(
        self,
        method: str,
        url: str,
        *,
        follow: bool,
        htmx: str | bool,
        headers: Mapping[str, str],
        data: dict[str, Any] | None = None,
    ) -> Page:
        said = {**self.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
        if htmx:
            said |= {"HX-Request": "true", **({"HX-Target": htmx} if isinstance(htmx, str) else {})}
        if method not in ("GET", "HEAD") and self.origin:
            said.setdefault("Origin", self.origin)
        answer = self._send(method, url, said, data)
        visited = [answer.status_code]
        while follow and answer.location and 300 <= answer.status_code < 400:
            assert len(visited) < MOST_REDIRECTS, f"{url} sends people round in circles"
            url = urljoin(url, answer.location)
            assert urlsplit(url).netloc in ("", "localhost"), f"sent away to {url}"
            answer = self._send("GET", url, self.headers, None)
            visited.append(answer.status_code)
        return Page(self, url, answer, visited)

    def _send(
        self, method: str, url: str, headers: Mapping[str, str], data: dict[str, Any] | None
    ) -> TestResponse:
        # An empty context: Flask would else share the test's app context, its `g` and its database session.
        browser = self.app.test_client(use_cookies=False) if "Cookie" in headers else self.browser
        return contextvars.Context().run(
            lambda: browser.open(url, method=method, headers=dict(headers), data=_ready(data), buffered=True)
        )

    # -- being somebody -----------------------------------------------------------------------------------------

    def as_(self, person: Person | None, **data: Any) -> Client:
        """Continue as `person` (None: as a guest with a session) on a device that signed in just now, in two steps."""
        token, now = ids.new_token(), clock.now()
        if person is not None:
            data = {SECOND_STEP: now.isoformat(), **data}
        session.add(
            WebSession(
                token_hash=ids.fingerprint(token),
                public_id=ids.new_token()[:16],
                person_id=person.id if person else None,
                data=({"second_step_at": now.isoformat()} if person else {}) | data,
                created_at=now,
                seen_at=now,
                expires_at=now + ABSOLUTE.span,
            )
        )
        session.commit()
        self.browser.set_cookie("coolspot", token)
        return self

    def another(self, person: Person | None = None, **kinds: Any) -> Client:
        """Return another browser, signed in as `person` when one is given."""
        other = Client(self.app, **kinds)
        return other.as_(person) if person else other

    def cookie(self, name: str) -> str | None:
        """Return a cookie this browser holds."""
        found = self.browser.get_cookie(name)
        return found.value if found else None

    # -- counting -----------------------------------------------------------------------------------------------

    @contextmanager
    def sql(self, most: int) -> Iterator[list[str]]:
        """Refuse more than `most` SQL statements inside the block; yield them as they come."""
        with counted_sql() as said:
            yield said
        assert len(said) <= most, f"{len(said)} statements, at most {most}:\n" + "\n".join(said)


@contextmanager
def counted_sql() -> Iterator[list[str]]:
    """Collect the SQL statements that reach the database inside the block."""
    said: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        said.append(" ".join(statement.split())[:300])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def _ready(data: dict[str, Any] | None) -> dict[str, Any] | None:
    from io import BytesIO

    def one(value: Any) -> Any:
        if isinstance(value, tuple):
            return (BytesIO(value[0]), *value[1:])
        return value if isinstance(value, str) else str(value)

    if data is None:
        return None
    return {
        name: [one(v) for v in value] if isinstance(value, list) else one(value)
        for name, value in data.items()
        if value is not None
    }
