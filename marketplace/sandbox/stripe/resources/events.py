"""Events: `/v1/events`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stripe import params

from marketplace.sandbox import records
from marketplace.sandbox.protocol import lists
from marketplace.sandbox.stripe.door import Call, route

if TYPE_CHECKING:
    from marketplace.sandbox.world import Body

PATH = "/events"


@route("GET", PATH, params.EventListParams)
def index(call: Call) -> Body:
    """List what happened."""
    filters = {"type": call.params["type"]} if "type" in call.params else {}
    return lists.page(call.world, "event", f"/v1{PATH}", call.params, account=call.account, filters=filters)


@route("GET", f"{PATH}/<ident>", params.EventRetrieveParams)
def show(call: Call, ident: str) -> Body:
    """Show one event."""
    return records.get(call.world, "event", ident, call.account)
