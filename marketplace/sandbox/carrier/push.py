"""Tell the marketplace of parcels' new events, where it gave an address for that."""

from __future__ import annotations

import json
import logging
import time
from typing import TYPE_CHECKING

import httpx

from marketplace.sandbox.carrier import api, journey
from marketplace.sandbox.webhooks.post import signature

if TYPE_CHECKING:
    from marketplace.sandbox.world import World

log = logging.getLogger(__name__)
ANSWER_SECONDS = 5.0


def tell_due(world: World) -> None:
    """Post each parcel with news; what is not taken is told again at the next look."""
    address = world.settings.carrier_webhook_url
    if not address:
        return
    stops = len(journey.STOPS)
    for row in world.db.all(
        "SELECT * FROM parcels WHERE told < ? ORDER BY registered_at LIMIT 100", (stops,)
    ):
        known = len(journey.events(world, row))
        if known > row["told"] and _post(
            world, address, json.dumps(api.view(world, row), ensure_ascii=False)
        ):
            world.db.run("UPDATE parcels SET told = ? WHERE tracking = ?", (known, row["tracking"]))


def _post(world: World, address: str, payload: str) -> bool:
    signed = signature(payload, world.webhook_secret, int(time.time()))
    headers = {"Content-Type": "application/json", "Carrier-Signature": signed}
    try:
        answer = httpx.post(
            address, content=payload.encode(), headers=headers, timeout=ANSWER_SECONDS, trust_env=False
        )
    except httpx.HTTPError:
        return False
    return answer.is_success
