"""Open a Checkout Session: check what is asked, add it up, and write it down."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from marketplace.sandbox import records
from marketplace.sandbox.protocol.errors import Refusal
from marketplace.sandbox.protocol.typed import absent
from marketplace.sandbox.stripe import limits, shapes
from marketplace.sandbox.stripe.methods import offered
from marketplace.sandbox.world import new_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marketplace.sandbox.world import Body, World

HALF_AN_HOUR_SECONDS, DAY_SECONDS = 1800, 86_400
LINES_MOST = 100
COPIED = (
    "allowed_payment_method_types",
    "cancel_url",
    "client_reference_id",
    "customer_creation",
    "customer_email",
    "excluded_payment_method_types",
    "locale",
    "metadata",
    "payment_method_options",
    "submit_type",
    "success_url",
)
FOR_THE_INTENT = ("description", "metadata", "receipt_email", "transfer_group")
ADDRESS = re.compile(r"^https?://[^\s/]+(/\S*)?$")


def open_session(world: World, params: Mapping[str, Any]) -> Body:
    """Open a session. Refuses: what the real API would, in its order: mode, addresses, lines, methods, time."""
    if params.get("mode") != "payment":
        raise (
            absent("mode")
            if "mode" not in params
            else Refusal("This sandbox knows mode=payment only.", param="mode")
        )
    _check_addresses(params)
    items = [_item(world, line, index) for index, line in enumerate(_lines(params))]
    currencies = {item["currency"] for item in items}
    if len(currencies) > 1:
        raise Refusal("All line items must have the same currency.", param="line_items")
    methods = offered(params, items[0]["currency"])
    total = sum(item["amount_total"] for item in items)
    limits.amount(total, items[0]["currency"], "line_items")
    session = _shape(world, params, methods, items, total)
    session["expires_at"] = _expiry(session["created"], params.get("expires_at"))
    return records.insert(world, session)


def _check_addresses(params: Mapping[str, Any]) -> None:
    if params.get("ui_mode", "hosted_page") != "hosted_page":
        raise Refusal("This sandbox knows ui_mode=hosted_page only.", param="ui_mode")
    if "success_url" not in params:
        raise absent("success_url")
    for name in ("success_url", "cancel_url"):
        if name in params and not ADDRESS.match(params[name]):
            raise Refusal("Not a valid URL", code="url_invalid", param=name)


def _lines(params: Mapping[str, Any]) -> list[Body]:
    lines: list[Body] = params.get("line_items") or []
    if not lines:
        raise absent("line_items")
    if len(lines) > LINES_MOST:
        raise Refusal(f"line_items can have at most {LINES_MOST} items.", param="line_items")
    return lines


def _item(world: World, line: Body, index: int) -> Body:
    """Price one line. Refuses: no price_data, no or a wrong amount, a quantity below one."""
    where = f"line_items[{index}]"
    data, quantity = _priced(line, where), line.get("quantity", 0)
    if quantity < 1:
        raise Refusal("Quantity should be greater than or equal to 1.", param=f"{where}[quantity]")
    total, currency = data["unit_amount"] * quantity, data["currency"].lower()
    return {
        "id": new_id("li"),
        "object": "item",
        "amount_discount": 0,
        "amount_subtotal": total,
        "amount_tax": 0,
        "amount_total": total,
        "currency": currency,
        "description": data["product_data"]["name"],
        "metadata": line.get("metadata", {}),
        "price": _price(world, data, currency),
        "quantity": quantity,
        "_detail": data["product_data"].get("description", ""),
    }


def _priced(line: Body, where: str) -> Body:
    """Return the line's price_data once it is fit to be summed."""
    data: Body | None = line.get("price_data")
    if data is None:
        raise Refusal("This sandbox keeps no prices: give price_data.", param=f"{where}[price_data]")
    limits.currency(data["currency"], f"{where}[price_data][currency]")
    for name in ("unit_amount", "product_data"):
        if name not in data:
            raise absent(f"{where}[price_data][{name}]")
    if data["unit_amount"] < 0:
        param = f"{where}[price_data][unit_amount]"
        raise Refusal("Invalid non-negative integer", code="parameter_invalid_integer", param=param)
    return data


def _price(world: World, data: Body, currency: str) -> Body:
    return shapes.blank(
        "price",
        id=new_id("price"),
        created=world.now(),
        currency=currency,
        product=new_id("prod", 14),
        tax_behavior=data.get("tax_behavior", "unspecified"),
        unit_amount=data["unit_amount"],
        unit_amount_decimal=str(data["unit_amount"]),
    )


def _expiry(created: int, wanted: int | None) -> int:
    expires = created + DAY_SECONDS if wanted is None else wanted
    # The real API lets a few seconds of travelling pass; so does this.
    if expires < created + HALF_AN_HOUR_SECONDS - 5:
        raise Refusal(
            "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.",
            param="expires_at",
        )
    if expires > created + DAY_SECONDS + 5:
        raise Refusal(
            "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.",
            param="expires_at",
        )
    return expires


def _shape(
    world: World, params: Mapping[str, Any], methods: list[str], items: list[Body], total: int
) -> Body:
    ident, wanted = new_id("cs_test", 58), params.get("payment_intent_data", {})
    session = shapes.blank(
        "checkout.session",
        id=ident,
        amount_subtotal=total,
        amount_total=total,
        created=world.now(),
        currency=items[0]["currency"],
        payment_method_types=methods,
        url=f"{world.settings.public_url}/c/pay/{ident}",
        **{name: params[name] for name in COPIED if name in params},
    )
    session["_line_items"] = items
    session["_payment_intent_data"] = {name: wanted[name] for name in FOR_THE_INTENT if name in wanted}
    return session
