"""The sender's API: `POST /sms/v1/messages`; what was sent is at `GET /sandbox/messages`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import Response, jsonify, request

from marketplace.sandbox.control.door import open_path
from marketplace.sandbox.world import new_id

if TYPE_CHECKING:
    import sqlite3

    from flask import Flask

    from marketplace.sandbox.world import Body, World

NUMBER = re.compile(r"^\+?[0-9][0-9 -]{4,24}$")
LONGEST_TEXT = 1000
SHOWN = 100


def install(app: Flask, world: World) -> None:
    """Open the sender's counter."""

    @app.post("/sms/v1/messages")
    def send_message() -> tuple[Response, int]:
        given = request.get_json(silent=True)
        if not isinstance(given, dict):
            return _no("The body must be a JSON object.")
        to, text, reference = (given.get(name) for name in ("to", "text", "reference"))
        if not isinstance(to, str) or not NUMBER.match(to):
            return _no("to must be a telephone number.")
        if not isinstance(text, str) or not 0 < len(text) <= LONGEST_TEXT:
            return _no(f"text must have 1 to {LONGEST_TEXT} characters.")
        if reference is not None and not isinstance(reference, str):
            return _no("reference must be a string.")
        with world.db.transaction():
            return _keep(world, to, text, reference)

    open_path(app, world, "GET", "/messages", lambda _body: {"messages": latest(world)})


def latest(world: World, most: int = SHOWN) -> list[Body]:
    """List the messages sent, newest first."""
    rows = world.db.all("SELECT * FROM messages ORDER BY seq DESC LIMIT ?", (most,))
    return [_view(row) for row in rows]


def _keep(world: World, to: str, text: str, reference: str | None) -> tuple[Response, int]:
    """Store a message; the same reference is sent once, and with other words refused."""
    row = world.db.one("SELECT * FROM messages WHERE reference = ?", (reference,)) if reference else None
    if row is not None:
        if (row["recipient"], row["text"]) != (to, text):
            return jsonify(
                error={"code": "reference_reused", "message": "This reference was used for another text."}
            ), 409
        return jsonify(_view(row)), 200
    ident = new_id("sms")
    world.db.add(
        "INSERT INTO messages VALUES (?, (SELECT coalesce(max(seq), 0) + 1 FROM messages), ?, ?, ?, ?)",
        (ident, to, text, reference, world.moment()),
    )
    kept = world.db.one("SELECT * FROM messages WHERE id = ?", (ident,))
    if kept is None:
        raise AssertionError(ident)
    return jsonify(_view(kept)), 201


def _view(row: sqlite3.Row) -> Body:
    return {
        "id": row["id"],
        "to": row["recipient"],
        "text": row["text"],
        "reference": row["reference"],
        "at": int(row["at"]),
        "status": "sent",
    }


def _no(words: str) -> tuple[Response, int]:
    return jsonify(error={"code": "invalid", "message": words}), 400
