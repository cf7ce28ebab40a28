"""A person's own pages: signing in, who they are, where they live, what they were told. All but the way in is private."""

from flask import Blueprint, Response, request

from marketplace.web import access

portal = Blueprint("account", __name__, url_prefix="/account")

# The pages that lead in; every other page of the portal is for signed-in people.
WAY_IN = frozenset({"account.sign_in"})


@portal.before_request
def door() -> Response | None:
    """Ask guests to sign in, except on the way in."""
    return None if request.endpoint in WAY_IN else access.signed_in_door()


from marketplace.portals.account import sign_in  # noqa: E402, F401 -- they hang their routes on `portal`
