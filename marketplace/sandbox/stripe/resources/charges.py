"""Charges: `/v1/charges`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stripe import params

from marketplace.sandbox import records
from marketplace.sandbox.protocol import lists
from marketplace.sandbox.stripe.door import Call, route

if TYPE_CHECKING:
    from marketplace.sandbox.world import Body

PATH = "/charges"
FILTERS = ("payment_intent", "transfer_group", "customer")


@route("GET", PATH, params.ChargeListParams)
def index(call: Call) -> Body:
    """List charges."""
    filters = {name: call.params[name] for name in FILTERS if name in call.params}
    return lists.page(call.world, "charge", f"/v1{PATH}", call.params, account=call.account, filters=filters)


@route("GET", f"{PATH}/<ident>", params.ChargeRetrieveParams)
def show(call: Call, ident: str) -> Body:
    """Show one charge."""
    return records.get(call.world, "charge", ident, call.account)


@route("POST", f"{PATH}/<ident>", params.ChargeUpdateParams)
def update(call: Call, ident: str) -> Body:
    """Change a charge's labels, description or group."""
    charge = records.get(call.world, "charge", ident, call.account)
    labels = {**charge["metadata"], **(call.params.get("metadata") or {})}
    charge |= {name: call.params[name] for name in ("description", "transfer_group") if name in call.params}
    charge["metadata"] = {key: value for key, value in labels.items() if value != ""}
    return records.update(call.world, charge)
