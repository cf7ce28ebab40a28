"""Where other companies' machines leave messages. Its door is the signature on each message, checked by the view."""

from flask import Blueprint

portal = Blueprint("hooks", __name__, url_prefix="/hooks")

from marketplace.portals.hooks import stripe  # noqa: E402 -- it hangs its route on `portal`

__all__ = ["portal", "stripe"]
