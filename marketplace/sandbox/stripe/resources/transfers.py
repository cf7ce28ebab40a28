"""Transfers and their reversals: `/v1/transfers`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stripe import params

from marketplace.sandbox import records
from marketplace.sandbox.protocol import lists
from marketplace.sandbox.protocol.typed import absent
from marketplace.sandbox.stripe import limits
from marketplace.sandbox.stripe.door import Call, route
from marketplace.sandbox.stripe.paying import transfer

if TYPE_CHECKING:
    from marketplace.sandbox.world import Body

PATH = "/transfers"
FILTERS: tuple[str, ...] = ("destination", "transfer_group")


@route("POST", PATH, params.TransferCreateParams)
def create(call: Call) -> Body:
    """Transfer to a connected account. The SDK's types forget that `amount` is required."""
    if "amount" not in call.params:
        raise absent("amount")
    limits.currency(call.params["currency"])
    return transfer.create(call.world, call.params["amount"], call.params)


@route("GET", PATH, params.TransferListParams)
def index(call: Call) -> Body:
    """List transfers."""
    filters = {name: call.params[name] for name in FILTERS if name in call.params}
    return lists.page(
        call.world, "transfer", f"/v1{PATH}", call.params, account=call.account, filters=filters
    )


@route("GET", f"{PATH}/<ident>", params.TransferRetrieveParams)
def show(call: Call, ident: str) -> Body:
    """Show one transfer."""
    return records.get(call.world, "transfer", ident, call.account, "transfer")


@route("POST", f"{PATH}/<ident>/reversals", params.TransferCreateReversalParams)
def reverse(call: Call, ident: str) -> Body:
    """Take a transfer back."""
    body = records.get(call.world, "transfer", ident, call.account, "transfer")
    return transfer.reverse(call.world, body, call.params.get("amount"), call.params)


@route("GET", f"{PATH}/<ident>/reversals", params.TransferListReversalsParams)
def reversals(call: Call, ident: str) -> Body:
    """List a transfer's reversals."""
    records.get(call.world, "transfer", ident, call.account, "transfer")
    url = f"/v1{PATH}/{ident}/reversals"
    return lists.page(call.world, "transfer_reversal", url, call.params, filters={"transfer": ident})
