"""What belongs to the whole site rather than to a portal: health, switches, and the files browsers look for."""

from flask import Blueprint

portal = Blueprint("site", __name__)

from marketplace.portals.site import (  # noqa: E402 -- they hang their routes on `portal`
    files,
    health,
    media,
    switches,
)

__all__ = ["files", "health", "media", "portal", "switches"]
