"""The carrier's API over HTTP: look a parcel up, register it on the first look."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any

import httpx

from marketplace.foundation.refusals import Unavailable
from marketplace.foundation.text import N_
from marketplace.gateways.carrier.carrier import Sighting

TIMEOUT_SECONDS = 5.0
MOST_SIGHTINGS = 200
AWAY = N_("The carrier does not answer right now. We will ask again.")


class CarrierOverHttp:
    """A carrier at `base_url` that knows us by a bearer key."""

    def __init__(self, base_url: str, key: str) -> None:
        self._http = httpx.Client(
            base_url=base_url.rstrip("/") + "/v1/",
            headers={"Authorization": f"Bearer {key}"},
            timeout=TIMEOUT_SECONDS,
            trust_env=False,
        )

    def sightings(self, tracking_number: str, *, reference: str) -> Sequence[Sighting]:
        """Return all sightings so far, oldest first. Refuses: Unavailable when the carrier does not answer."""
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
