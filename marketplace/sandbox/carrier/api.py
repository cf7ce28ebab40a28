"""The carrier's API: `/carrier/v1/parcels`."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from typing import TYPE_CHECKING, Any

from flask import Response, jsonify, request

from marketplace.sandbox.carrier import journey
from marketplace.sandbox.control.door import open_path

if TYPE_CHECKING:
    import sqlite3

    from flask import Flask

    from marketplace.sandbox.world import Body, World

TRACKING = re.compile(r"^[A-Za-z0-9-]{6,40}$")
MEMBERS = frozenset({"tracking", "carrier", "from", "to", "weight_g", "weight", "reference", "exception"})


def install(app: Flask, world: World) -> None:
    """Open the carrier's counter."""
    app.add_url_rule("/carrier/v1/parcels", "carrier:register", lambda: _take(world), methods=["POST"])
    app.add_url_rule(
        "/carrier/v1/parcels/<tracking>",
        "carrier:show",
        lambda tracking: _show(world, tracking),
        methods=["GET"],
    )
    open_path(
        app,
        world,
        "POST",
        "/carrier/<tracking>/advance",
        lambda body, tracking: advance(world, tracking, body),
    )


def _take(world: World) -> tuple[Response, int]:
    if not _known_caller(world):
        return _no(401, "unauthorised", "Give the carrier's key as a bearer token.")
    given = request.get_json(silent=True)
    wrong = _wrong(given)
    if wrong or not isinstance(given, dict):
        return _no(400, "invalid", wrong)
    with world.db.transaction():
        return register(world, given, request.headers.get("Idempotency-Key") or given.get("reference"))


def _show(world: World, tracking: str) -> tuple[Response, int]:
    if not _known_caller(world):
        return _no(401, "unauthorised", "Give the carrier's key as a bearer token.")
    row = find(world, tracking)
    if row is None:
        return _no(404, "unknown_parcel", f"No parcel {tracking}; register it first.")
    return jsonify(view(world, row)), 200


def register(world: World, given: dict[str, Any], reference: str | None) -> tuple[Response, int]:
    """Take a parcel; the same reference with the same words gets the same parcel, with others a 409."""
    fingerprint = hashlib.sha256(json.dumps(given, sort_keys=True).encode()).hexdigest()
    by_reference = (
        world.db.one("SELECT * FROM parcels WHERE reference = ?", (reference,)) if reference else None
    )
    if by_reference is not None and by_reference["fingerprint"] != fingerprint:
        return _no(409, "reference_reused", "This reference was used for another parcel.")
    tracking = given.get("tracking") or f"SBX{secrets.randbelow(10**12):012d}"
    row = by_reference or find(world, tracking)
    if row is not None:
        return jsonify(view(world, row)), 200
    body = {**given, "tracking": tracking, "carrier": given.get("carrier") or "sandbox"}
    world.db.add(
        "INSERT INTO parcels (tracking, reference, fingerprint, body, registered_at) VALUES (?, ?, ?, ?, ?)",
        (tracking, reference, fingerprint, json.dumps(body), world.moment()),
    )
    row = find(world, tracking)
    if row is None:
        raise AssertionError(tracking)
    return jsonify(view(world, row)), 201


def find(world: World, tracking: str) -> sqlite3.Row | None:
    """Return the parcel's row, or None."""
    return world.db.one("SELECT * FROM parcels WHERE tracking = ?", (tracking,))


def view(world: World, row: sqlite3.Row) -> Body:
    """Show a parcel with everything that has happened to it so far."""
    parcel: Body = json.loads(row["body"])
    happened = journey.events(world, row)
    status = happened[-1]["code"] if happened else "registered"
    return {"tracking": row["tracking"], "carrier": parcel["carrier"], "status": status, "events": happened}


def advance(world: World, tracking: str, given: dict[str, Any]) -> Body:
    """Drive a parcel on by so many steps (default one), or `to` an event's code. Refuses: an unknown parcel."""
    row = find(world, tracking)
    if row is None:
        raise KeyError(tracking)
    steps = int(given.get("steps", 1))
    codes = [stop[0] for stop in journey.STOPS]
    if "to" in given:
        steps = codes.index(given["to"]) + 1 - len(journey.events(world, row))
    seconds = max(0, steps) * world.settings.carrier_step_seconds
    world.db.run(
        "UPDATE parcels SET registered_at = registered_at - ? WHERE tracking = ?", (seconds, tracking)
    )
    moved = find(world, tracking)
    return view(world, moved if moved is not None else row)


def _known_caller(world: World) -> bool:
    credentials = request.authorization
    given = (credentials.token or "") if credentials is not None else ""
    return hmac.compare_digest(given.encode(), world.settings.carrier_key.encode())


def _wrong(given: object) -> str:
    """Say what is wrong with a parcel's particulars; nothing when all is well."""
    if not isinstance(given, dict):
        return "The body must be a JSON object."
    strange = set(given) - MEMBERS
    if strange:
        return f"Unknown: {', '.join(sorted(strange))}."
    tracking = given.get("tracking")
    if tracking is not None and not (isinstance(tracking, str) and TRACKING.match(tracking)):
        return "A tracking number has 6 to 40 letters, digits or hyphens."
    return ""


def _no(status: int, code: str, words: str) -> tuple[Response, int]:
    return jsonify(error={"code": code, "message": words}), status
