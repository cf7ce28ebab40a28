"""Checkout Sessions: `/v1/checkout/sessions`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stripe.params import checkout as params

from marketplace.sandbox import records
from marketplace.sandbox.protocol import lists
from marketplace.sandbox.protocol.errors import Refusal
from marketplace.sandbox.stripe import opening
from marketplace.sandbox.stripe.door import Call, route
from marketplace.sandbox.stripe.paying import session as paying

if TYPE_CHECKING:
    from marketplace.sandbox.world import Body

PATH = "/checkout/sessions"
FILTERS = ("payment_intent", "status", "customer")


@route("POST", PATH, params.SessionCreateParams)
def create(call: Call) -> Body:
    """Open a session for somebody to pay on the hosted page."""
    session = opening.open_session(call.world, call.params)
    call.world.set_timer(session["expires_at"] - call.world.moment(), "lapse", session["id"])
    return session


@route("GET", PATH, params.SessionListParams)
def index(call: Call) -> Body:
    """List sessions."""
    filters = {name: call.params[name] for name in FILTERS if name in call.params}
    return lists.page(call.world, "checkout.session", f"/v1{PATH}", call.params, filters=filters)


@route("GET", f"{PATH}/<ident>", params.SessionRetrieveParams)
def show(call: Call, ident: str) -> Body:
    """Show one session."""
    return records.get(call.world, "checkout.session", ident, call.account)


@route("GET", f"{PATH}/<ident>/line_items", params.SessionListLineItemsParams)
def line_items(call: Call, ident: str) -> Body:
    """List what is being bought."""
    session: dict[str, Any] = records.get(call.world, "checkout.session", ident, call.account)
    limit = call.params.get("limit", 10)
    items = session["_line_items"]
    return lists.wrap(items[:limit], f"/v1{PATH}/{ident}/line_items", has_more=len(items) > limit)


@route("POST", f"{PATH}/<ident>/expire", params.SessionExpireParams)
def expire(call: Call, ident: str) -> Body:
    """Close an open session. Refuses: any other."""
    session = records.get(call.world, "checkout.session", ident, call.account)
    if session["status"] != "open":
        raise Refusal(
            'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of '
            f"`{session['status']}`."
        )
    paying.expire(call.world, session)
    return session
