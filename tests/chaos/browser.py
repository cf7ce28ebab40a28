"""A patient person's browser: what does not answer is tried again, as people do, until the shop is back."""

from __future__ import annotations

import time
from collections.abc import Collection
from typing import Any

import httpx

PATIENCE = 120.0
AGAIN = frozenset({429, 500, 502, 503, 504})


class GaveUp(Exception):
    """The shop did not come back, or said something it must not say."""


class Browser:
    """One signed-in person."""

    def __init__(self, url: str, cookie: str) -> None:
        self.url, self.trouble = url, 0
        self.errors: list[str] = []
        headers = {"Cookie": cookie, "Origin": url}
        self._client = httpx.Client(
            base_url=url, headers=headers, timeout=25, trust_env=False, follow_redirects=False
        )

    def ask(
        self, method: str, path: str, form: dict[str, Any] | None = None, *, takes: Collection[int] = (200,)
    ) -> httpx.Response:
        """Ask until an answer of those it `takes` comes; what fails on the way is sent again, unchanged.

        Refuses: any other answer; no answer within patience.
        """
        until, said = time.monotonic() + PATIENCE, ""
        while time.monotonic() < until:
            try:
                answer = self._client.request(method, path, data=form)
            except httpx.HTTPError as error:
                said = type(error).__name__
            else:
                if answer.status_code in takes:
                    return answer
                said = str(answer.status_code)
                if answer.status_code == 500:
                    self.errors.append(f"{method} {path}")
                if answer.status_code not in AGAIN:
                    raise GaveUp(f"{method} {path}: {said} {answer.text[-300:]}")
            self.trouble += 1
            time.sleep(0.4)
        raise GaveUp(f"{method} {path}: {said} for {PATIENCE:.0f} s")

    def close(self) -> None:
        """Close it."""
        self._client.close()
