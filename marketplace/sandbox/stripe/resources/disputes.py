"""Disputes: `/v1/disputes`. Only `/sandbox/disputes` opens one: a buyer's bank has no API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stripe import params

from marketplace.sandbox import records
from marketplace.sandbox.protocol import lists
from marketplace.sandbox.stripe.door import Call, route
from marketplace.sandbox.stripe.paying import dispute

if TYPE_CHECKING:
    from marketplace.sandbox.world import Body

PATH = "/disputes"
FILTERS: tuple[str, ...] = ("charge", "created", "payment_intent")


@route("GET", PATH, params.DisputeListParams)
def index(call: Call) -> Body:
    """List disputes."""
    filters = {name: call.params[name] for name in FILTERS if name in call.params}
    return lists.page(call.world, "dispute", f"/v1{PATH}", call.params, account=call.account, filters=filters)


@route("GET", f"{PATH}/<ident>", params.DisputeRetrieveParams)
def show(call: Call, ident: str) -> Body:
    """Show one dispute."""
    return records.get(call.world, "dispute", ident, call.account)


@route("POST", f"{PATH}/<ident>", params.DisputeUpdateParams)
def update(call: Call, ident: str) -> Body:
    """Take evidence; it is submitted to the bank unless `submit` is false."""
    body = records.get(call.world, "dispute", ident, call.account)
    return dispute.answer(
        call.world,
        body,
        call.params.get("evidence", {}),
        submit=call.params.get("submit", "evidence" in call.params),
    )


@route("POST", f"{PATH}/<ident>/close", params.DisputeCloseParams)
def close(call: Call, ident: str) -> Body:
    """Accept that the buyer is right: the dispute is lost."""
    return dispute.close(call.world, records.get(call.world, "dispute", ident, call.account), "lost")
