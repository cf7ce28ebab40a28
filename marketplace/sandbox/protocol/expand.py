"""Put whole objects where their ids stand: `expand[]=latest_charge.balance_transaction`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marketplace.sandbox import records
from marketplace.sandbox.protocol.errors import Refusal
from marketplace.sandbox.protocol.lists import wrap

if TYPE_CHECKING:
    from marketplace.sandbox.world import Body, World

DEEPEST = 4
EXPANDABLE = frozenset(
    (
        "account",
        "application",
        "balance_transaction",
        "charge",
        "customer",
        "destination",
        "destination_payment",
        "failure_balance_transaction",
        "latest_charge",
        "line_items",
        "payment_intent",
        "payment_method",
        "refunds",
        "review",
        "source",
        "source_refund",
        "source_transaction",
        "source_transfer",
        "transfer",
        "transfer_reversal",
    )
)


def expand(world: World, body: Body, paths: list[str]) -> Body:
    """Expand every path. Refuses: what cannot be expanded, or too deep."""
    for path in paths:
        steps = path.split(".")
        if len(steps) > DEEPEST:
            raise Refusal("You cannot expand more than 4 levels of a property.", param="expand")
        if body.get("object") == "list":
            if steps[0] != "data":
                raise _cannot(path)
            body["data"] = [_step(world, row, steps[1:], path) for row in body["data"]]
        else:
            body = _step(world, body, steps, path)
    return body


def _step(world: World, body: Body, steps: list[str], path: str) -> Body:
    if not steps:
        return body
    name, rest = steps[0], steps[1:]
    if name not in EXPANDABLE or (name not in body and name not in {"line_items", "refunds"}):
        raise _cannot(path)
    value = _whole(world, body, name)
    if isinstance(value, dict) and value.get("object") == "list" and rest[:1] == ["data"]:
        value["data"] = [_step(world, row, rest[1:], path) for row in value["data"]]
    elif isinstance(value, dict):
        value = _step(world, value, rest, path)
    return {**body, name: value}


def _whole(world: World, body: Body, name: str) -> Any:
    value = body.get(name)
    if name == "line_items" and value is None:
        stored = records.find(world, body["id"]) or {}
        return wrap(stored.get("_line_items", []), f"/v1/checkout/sessions/{body['id']}/line_items")
    if name == "refunds" and value is None:
        rows = records.select(world, "refund", None, {"charge": body["id"]})
        return wrap(rows, f"/v1/charges/{body['id']}/refunds")
    found = records.find(world, value) if isinstance(value, str) else None
    return value if found is None else records.visible(found)


def _cannot(path: str) -> Refusal:
    return Refusal(f"This property cannot be expanded ({path}).", code="parameter_invalid", param="expand")
