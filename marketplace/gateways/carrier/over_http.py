"""The carrier's API over HTTP: look a parcel up, register it on the first look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from marketplace.foundation.refusals import Unavailable
from marketplace.foundation.text import N_
from marketplace.gateways.carrier.carrier import Sighting

if TYPE_CHECKING:
    import httpx

TIMEOUT_SECONDS = 5.0
MOST_SIGHTINGS = 200
AWAY = N_("The carrier does not answer right now. We will ask again.")


class CarrierOverHttp:
    """A carrier at `base_url` that knows us by a bearer key."""

    def __init__(self, base_url: str, key: str) -> None:
        self._base_url, self._key = base_url.rstrip("/") + "/v1/", key

    @cached_property
    def _http(self) -> httpx.Client:
        import httpx

        headers = {"Authorization": f"Bearer {self._key}"}
        return httpx.Client(
            base_url=self._base_url, headers=headers, timeout=TIMEOUT_SECONDS, trust_env=False
        )

    def sightings(self, tracking_number: str, *, reference: str) -> Sequence[Sighting]:
        """Return all sightings so far, oldest first. Refuses: Unavailable when the carrier does not answer."""
        import httpx  # only a process that asks pays for loading it

        try:
            answer = self._http.get(f"parcels/{tracking_number}")
            if answer.status_code == HTTPStatus.NOT_FOUND:
                answer = self._http.post(
                    "parcels", json={"tracking": tracking_number, "reference": reference}
                )
            answer.raise_for_status()
            return [_sighting(event) for event in answer.json()["events"][:MOST_SIGHTINGS]]
        except (httpx.HTTPError, KeyError, TypeError, ValueError) as error:
            raise Unavailable(AWAY) from error


def _sighting(event: Mapping[str, Any]) -> Sighting:
    at = datetime.fromisoformat(event["at"])
    if at.tzinfo is None:
        raise ValueError("a carrier's time names its zone")
    return Sighting(
        id=str(event["id"])[:60],
        code=str(event["code"])[:30],
        words=_words(event["words"]),
        place=_words(event.get("place") or {}),
        at=at,
    )


def _words(given: Mapping[str, Any]) -> dict[str, str]:
    return {language: str(given.get(language, ""))[:200] for language in ("en", "zh")}
