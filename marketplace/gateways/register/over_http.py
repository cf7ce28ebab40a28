"""The register's API over HTTP: `POST <REGISTER_URL>/v1/checks {"kind", "name", "number", "reference"}`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from marketplace.foundation.refusals import Unavailable
from marketplace.foundation.text import N_
from marketplace.gateways.register.register import MATCH, MISMATCH, UNKNOWN, Inquiry

if TYPE_CHECKING:
    import httpx

TIMEOUT_SECONDS = 5.0
AWAY = N_("The register does not answer right now. We will ask again.")


class RegisterOverHttp:
    """A register at `base_url` that knows us by a bearer key."""

    def __init__(self, base_url: str, key: str) -> None:
        self._url, self._key = base_url.rstrip("/") + "/v1/checks", key

    @cached_property
    def _http(self) -> httpx.Client:
        import httpx

        headers = {"Authorization": f"Bearer {self._key}"}
        return httpx.Client(headers=headers, timeout=TIMEOUT_SECONDS, trust_env=False)

    def check(self, inquiry: Inquiry) -> str:
        """Return match, mismatch or unknown. Refuses: Unavailable when the register does not answer."""
        import httpx  # only a process that asks pays for loading it

        asked = {
            "kind": inquiry.kind,
            "name": inquiry.name,
            "number": inquiry.number,
            "reference": inquiry.reference,
        }
        try:
            answer = self._http.post(self._url, json=asked)
            answer.raise_for_status()
            said = answer.json()["result"]
        except (httpx.HTTPError, KeyError, TypeError, ValueError) as error:
            raise Unavailable(AWAY) from error
        return said if said in (MATCH, MISMATCH) else UNKNOWN
