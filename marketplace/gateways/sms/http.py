"""Text messages through an HTTP gateway: `POST <SMS_URL>/v1/messages {"to", "text", "reference"}`.

A password in SMS_URL goes along as a bearer token. The reference makes a repeat harmless at the other end.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from marketplace.gateways.sms import Sms, SmsFailed

if TYPE_CHECKING:
    import httpx

TIMEOUT_SECONDS = 10
_REFUSED = range(400, 500)
_LATER = (408, 425, 429)


class HttpSms:
    """Hands each message to the gateway at `url`."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        host = parts.hostname or ""
        netloc = f"{host}:{parts.port}" if parts.port else host
        self.token = parts.password or ""
        self.url = urlunsplit((parts.scheme, netloc, parts.path.rstrip("/") + "/v1/messages", "", ""))

    @cached_property
    def _client(self) -> httpx.Client:
        import httpx

        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return httpx.Client(timeout=TIMEOUT_SECONDS, headers=headers)

    def send(self, sms: Sms) -> None:
        import httpx  # 60 ms that only a process that sends needs

        try:
            answer = self._client.post(self.url, json={"to": sms.to, "text": sms.text, "reference": sms.key})
        except httpx.HTTPError as error:
            raise SmsFailed(f"{type(error).__name__}: {error}") from error
        if not answer.is_success:
            for_good = answer.status_code in _REFUSED and answer.status_code not in _LATER
            raise SmsFailed(f"{answer.status_code}: {answer.text[:200]}", for_good=for_good)
