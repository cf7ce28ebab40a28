"""Payouts: `/v1/payouts`, of the account named by the Stripe-Account header."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stripe import params

from marketplace.sandbox import records
from marketplace.sandbox.protocol import lists
from marketplace.sandbox.stripe import limits
from marketplace.sandbox.stripe.door import Call, route
from marketplace.sandbox.stripe.paying import payout

if TYPE_CHECKING:
    from marketplace.sandbox.world import Body

PATH = "/payouts"
FILTERS: tuple[str, ...] = ("destination", "status")


@route("POST", PATH, params.PayoutCreateParams)
def create(call: Call) -> Body:
    """Pay out to the bank."""
    limits.currency(call.params["currency"])
    return payout.create(call.world, call.account, call.params)


@route("GET", PATH, params.PayoutListParams)
def index(call: Call) -> Body:
    """List payouts."""
    filters = {name: call.params[name] for name in FILTERS if name in call.params}
    return lists.page(call.world, "payout", f"/v1{PATH}", call.params, account=call.account, filters=filters)


@route("GET", f"{PATH}/<ident>", params.PayoutRetrieveParams)
def show(call: Call, ident: str) -> Body:
    """Show one payout."""
    return records.get(call.world, "payout", ident, call.account)
