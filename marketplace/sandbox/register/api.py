"""The register's API: `POST /register/v1/checks`. It keeps nothing of what it is asked.

A number that ends in 0 belongs to somebody else (mismatch), one that ends in 9 is not in the books (unknown), every
other one is whoever says so (match).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, jsonify, request

if TYPE_CHECKING:
    from flask import Flask

    from marketplace.sandbox.world import World

KINDS = ("person", "company")
LONGEST = 200
RESULTS = {"0": "mismatch", "9": "unknown"}


def install(app: Flask, _world: World) -> None:
    """Open the register's counter."""

    @app.post("/register/v1/checks")
    def check() -> tuple[Response, int]:
        if request.headers.get("Authorization") != "Bearer register_sandbox":
            return _no("Who asks?", 401)
        given = request.get_json(silent=True)
        if not isinstance(given, dict) or given.get("kind") not in KINDS:
            return _no("kind is person or company.", 400)
        name, number = given.get("name"), given.get("number")
        if not all(isinstance(part, str) and 0 < len(part) <= LONGEST for part in (name, number)):
            return _no(f"name and number have 1 to {LONGEST} characters.", 400)
        return jsonify(result=RESULTS.get(str(number)[-1], "match")), 200


def _no(words: str, status: int) -> tuple[Response, int]:
    return jsonify(error={"code": "invalid", "message": words}), status
