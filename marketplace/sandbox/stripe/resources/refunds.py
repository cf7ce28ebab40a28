"""Refunds: `/v1/refunds`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stripe import params

from marketplace.sandbox import records
from marketplace.sandbox.protocol import lists
from marketplace.sandbox.protocol.errors import Refusal, no_such_parameter_object
from marketplace.sandbox.stripe.door import Call, route
from marketplace.sandbox.stripe.paying import refund

if TYPE_CHECKING:
    from marketplace.sandbox.world import Body

PATH = "/refunds"
FILTERS: tuple[str, ...] = ("charge", "payment_intent")


@route("POST", PATH, params.RefundCreateParams)
def create(call: Call) -> Body:
    """Refund a charge, named by itself or by its intent."""
    given = call.params
    more = {name: given[name] for name in ("metadata", "reason") if given.get(name)}
    return refund.create(call.world, _charge(call), given.get("amount"), more)


@route("GET", PATH, params.RefundListParams)
def index(call: Call) -> Body:
    """List refunds."""
    filters = {name: call.params[name] for name in FILTERS if name in call.params}
    return lists.page(call.world, "refund", f"/v1{PATH}", call.params, account=call.account, filters=filters)


@route("GET", f"{PATH}/<ident>", params.RefundRetrieveParams)
def show(call: Call, ident: str) -> Body:
    """Show one refund."""
    return records.get(call.world, "refund", ident, call.account)


def _charge(call: Call) -> Body:
    """Find what is to be refunded. Refuses: nothing named, unknown, or not paid yet."""
    world, given = call.world, call.params
    if "charge" in given:
        charge = records.find(world, given["charge"], "charge", call.account)
        if charge is None:
            raise no_such_parameter_object("charge", given["charge"], "charge")
        return charge
    if "payment_intent" not in given:
        raise Refusal(
            "One of the following params should be provided for this request: payment_intent or charge."
        )
    intent = records.find(world, given["payment_intent"], "payment_intent", call.account)
    if intent is None:
        raise no_such_parameter_object("payment_intent", given["payment_intent"], "payment_intent")
    charge = records.find(world, intent["latest_charge"] or "", "charge", call.account)
    if charge is None or not charge["paid"]:
        raise Refusal(
            f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund.",
            code="payment_intent_unexpected_state",
            param="payment_intent",
        )
    return charge
