"""The door of the control addresses: the API key, JSON in, JSON out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, jsonify, request

from marketplace.sandbox.protocol.errors import Refusal
from marketplace.sandbox.stripe.door import check_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from marketplace.sandbox.world import World


def open_path(app: Flask, world: World, method: str, path: str, act: Callable[..., dict[str, Any]]) -> None:
    """Let whoever holds the key pull this lever; `act` gets the JSON body and the path's parts."""

    def handle(**parts: str) -> Response:
        try:
            check_key(world)
            body = request.get_json(silent=True) or {}
            if not isinstance(body, dict):
                return _no("the body must be a JSON object")
            with world.db.transaction():
                return jsonify(act(body, **parts))
        except Refusal as refusal:
            response = jsonify(error=refusal.error)
            response.status_code = refusal.status
            return response
        except (ValueError, KeyError, TypeError) as problem:
            return _no(f"{type(problem).__name__}: {problem}")

    app.add_url_rule(f"/sandbox{path}", f"control:{method}:{path}", handle, methods=[method])


def _no(words: str) -> Response:
    response = jsonify(error={"message": words, "type": "invalid_request_error"})
    response.status_code = 400
    return response
