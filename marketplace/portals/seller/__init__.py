"""Where people sell what they used: their listings, what is offered for them, their orders and their money."""

from flask import Blueprint, Response, request

from marketplace.web import access

portal = Blueprint("seller", __name__, url_prefix="/sell")

SHOWN_TO_ALL = frozenset({"seller.home"})  # guests read there how selling works


@portal.before_request
def door() -> Response | None:
    """Ask guests to sign in, except on the first page; who is no seller yet may draft, and submits once verified."""
    return None if request.endpoint in SHOWN_TO_ALL else access.signed_in_door()


from marketplace.portals.seller import (  # noqa: E402 -- they hang their routes on `portal`
    balance,
    cases,
    frame,
    handing_over,
    home,
    listings,
    orders,
    proposals,
    verification,
)

__all__ = [
    "balance",
    "cases",
    "frame",
    "handing_over",
    "home",
    "listings",
    "orders",
    "portal",
    "proposals",
    "verification",
]
