"""A person's own pages: the way in, who they are, where they live, what they were told."""

from flask import Blueprint, Response, request

from marketplace.web import access

portal = Blueprint("account", __name__, url_prefix="/account")

# The pages that lead in; every other page of the portal is for signed-in people.
WAY_IN = frozenset(
    f"account.{name}"
    for name in ("sign_in", "code", "another_code", "password_proof", "registration", "second_step")
)
# The demo's outbox, where there is one; and what a warning leads to, which asks for its own proof.
SHOWN_TO_ALL = frozenset({"account.demo_outbox", "account.change", "account.change_undo"})


@portal.before_request
def door() -> Response | None:
    """Ask guests to sign in, except on the way in."""
    return None if request.endpoint in WAY_IN | SHOWN_TO_ALL else access.signed_in_door()


from marketplace.portals.account import (  # noqa: E402 -- they hang their routes on `portal`
    addresses,
    demo_outbox,
    home,
    inbox,
    preferences,
    profile,
    proposals,
    safety,
    standing,
    way_in,
)

__all__ = [
    "addresses",
    "demo_outbox",
    "home",
    "inbox",
    "portal",
    "preferences",
    "profile",
    "proposals",
    "safety",
    "standing",
    "way_in",
]
