"""Tell the world what happened, as an Event kept for good and a letter put in the queue."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

from stripe._api_version import _ApiVersion

from marketplace.sandbox import faults, records
from marketplace.sandbox.world import ORIGIN, new_id

if TYPE_CHECKING:
    from marketplace.sandbox.world import Body, World

API_VERSION = _ApiVersion.CURRENT


def emit(world: World, kind: str, body: Body, account: str = "", previous: Body | None = None) -> Body:
    """Record that `kind` happened to the object, and queue its letter."""
    origin = ORIGIN.get()
    data: Body = {"object": records.visible(json.loads(json.dumps(body)))}
    if previous is not None:
        data["previous_attributes"] = previous
    event: Body = {
        "id": new_id("evt"),
        "object": "event",
        "api_version": API_VERSION,
        "created": world.now(),
        "data": data,
        "livemode": False,
        "pending_webhooks": 1 if world.webhook_url and _is_wanted(world, kind) else 0,
        "request": {"id": origin.request_id, "idempotency_key": origin.idempotency_key},
        "type": kind,
    }
    if account:
        event["account"] = account
    records.insert(world, event, account)
    if _is_wanted(world, kind):
        _queue(world, event)
    return event


def _is_wanted(world: World, kind: str) -> bool:
    """Say whether the endpoint asked for this kind of event, as an endpoint at Stripe does."""
    return not world.settings.webhook_events or kind in world.settings.webhook_events


def enqueue(
    world: World, event: str, seconds: float = 0.0, *, state: str = "waiting", forged: bool = False
) -> None:
    """Put one letter in the queue; real time counts here, whatever the sandbox's clock says."""
    due = time.time() + seconds
    if not world.webhook_url:
        state = "unaddressed"  # an endpoint set later hears of what happens later, as at Stripe
    world.db.add(
        "INSERT INTO deliveries (event, state, due_at, give_up_at, forged) VALUES (?, ?, ?, ?, ?)",
        (event, state, due, due + world.settings.webhook_patience_seconds, int(forged)),
    )
    world.db.after_commit(world.ring)


def _queue(world: World, event: Body) -> None:
    """Queue a new event's letter, with whatever mishap is ordered for it."""
    fault = faults.strike(world, faults.WEBHOOK_KINDS, event=event["type"])
    kind, seconds = (fault["kind"], fault["seconds"]) if fault else ("", 0.0)
    if kind == "drop":
        enqueue(world, event["id"], state="dropped")
    elif kind == "delay":
        enqueue(world, event["id"], seconds)
    elif kind == "reorder":
        # Each of the next few waits less than the one before it, so the last arrives first.
        enqueue(world, event["id"], seconds * max(1, fault["times"] if fault else 1))
    elif kind == "forge":
        enqueue(world, event["id"], forged=True)
    else:
        enqueue(world, event["id"])
    if kind == "duplicate":
        enqueue(world, event["id"])
        enqueue(world, event["id"], seconds)
