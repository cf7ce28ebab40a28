"""Open a Checkout Session: check what is asked, add it up, and write it down."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from marketplace.sandbox import records
from marketplace.sandbox.protocol.errors import Refusal
from marketplace.sandbox.protocol.typed import absent
from marketplace.sandbox.stripe import limits
from marketplace.sandbox.stripe.methods import offered
from marketplace.sandbox.world import new_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marketplace.sandbox.world import Body, World

HALF_AN_HOUR_SECONDS, DAY_SECONDS = 1800, 86_400
LINES_MOST = 100
ADDRESS = re.compile(r"^https?://[^\s/]+(/\S*)?$")


def open_session(world: World, params: Mapping[str, Any]) -> Body:
    """Open a session. Refuses: what the real API would, in its order: mode, addresses, lines, methods, time."""
    if params.get("mode") != "payment":
        raise absent("mode") if "mode" not in params else Refusal("This sandbox knows mode=payment only.", param="mode")
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
    data = line.get("price_data")
    if data is None:
        raise Refusal("This sandbox keeps no prices: give price_data.", param=f"{where}[price_data]")
    currency = limits.currency(data["currency"], f"{where}[price_data][currency]")
    if "unit_amount" not in data:
        raise absent(f"{where}[price_data][unit_amount]")
    if "product_data" not in data:
        raise absent(f"{where}[price_data][product_data]")
    quantity, unit = line.get("quantity", 0), data["unit_amount"]
    if quantity < 1:
        raise Refusal("Quantity should be greater than or equal to 1.", param=f"{where}[quantity]")
    if unit < 0:
        raise Refusal("Invalid non-negative integer", code="parameter_invalid_integer", param=f"{where}[price_data][unit_amount]")
    price = _price(world, data, currency)
    sums = {"amount_discount": 0, "amount_subtotal": unit * quantity, "amount_tax": 0, "amount_total": unit * quantity}
    product = data["product_data"]
    words = {"description": product["name"], "_detail": product.get("description", ""), "metadata": line.get("metadata", {})}
    return {"id": new_id("li"), "object": "item", **sums, **words, "currency": currency, "price": price, "quantity": quantity}


def _price(world: World, data: Body, currency: str) -> Body:
    nothing = dict.fromkeys(("custom_unit_amount", "lookup_key", "nickname", "recurring", "tiers_mode", "transform_quantity"))
    return {
        **nothing,
        "id": new_id("price"),
        "object": "price",
        "active": False,
        "billing_scheme": "per_unit",
        "created": world.now(),
        "currency": currency,
        "livemode": False,
        "metadata": {},
        "product": new_id("prod", 14),
        "tax_behavior": data.get("tax_behavior", "unspecified"),
        "type": "one_time",
        "unit_amount": data["unit_amount"],
        "unit_amount_decimal": str(data["unit_amount"]),
    }


def _expiry(created: int, wanted: int | None) -> int:
    expires = created + DAY_SECONDS if wanted is None else wanted
    # The real API lets a few seconds of travelling pass; so does this.
    if expires < created + HALF_AN_HOUR_SECONDS - 5:
        raise Refusal(
            "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.", param="expires_at"
        )
    if expires > created + DAY_SECONDS + 5:
        raise Refusal(
            "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.", param="expires_at"
        )
    return expires


def _shape(world: World, params: Mapping[str, Any], methods: list[str], items: list[Body], total: int) -> Body:
    nothing = dict.fromkeys((
        "after_expiration", "allow_promotion_codes", "billing_address_collection", "client_secret", "collected_information",
        "consent", "consent_collection", "currency_conversion", "customer", "customer_account", "customer_details",
        "integration_identifier", "invoice", "name_collection", "optional_items", "origin_context", "payment_intent",
        "payment_link", "payment_method_configuration_details", "permissions", "presentment_details", "recovered_from",
        "saved_payment_method_options", "setup_intent", "shipping_address_collection", "shipping_cost", "subscription",
        "wallet_options",
    ))  # fmt: skip
    ident = new_id("cs_test", 58)
    given = {name: params.get(name) for name in ("cancel_url", "client_reference_id", "customer_email", "locale", "submit_type")}
    intent_data = params.get("payment_intent_data", {})
    kept = {name: intent_data[name] for name in ("description", "metadata", "transfer_group", "receipt_email") if name in intent_data}
    return {
        **nothing,
        **given,
        "id": ident,
        "object": "checkout.session",
        "adaptive_pricing": {"enabled": False},
        "allowed_payment_method_types": params.get("allowed_payment_method_types"),
        "amount_subtotal": total,
        "amount_total": total,
        "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
        "created": world.now(),
        "currency": items[0]["currency"],
        "custom_fields": [],
        "custom_text": dict.fromkeys(("after_submit", "shipping_address", "submit", "terms_of_service_acceptance")),
        "customer_creation": params.get("customer_creation", "if_required"),
        "discounts": [],
        "excluded_payment_method_types": params.get("excluded_payment_method_types"),
        "livemode": False,
        "metadata": params.get("metadata") or {},
        "mode": "payment",
        "payment_method_collection": "if_required",
        "payment_method_options": params.get("payment_method_options", {}),
        "payment_method_types": methods,
        "payment_status": "unpaid",
        "phone_number_collection": {"enabled": False},
        "shipping_options": [],
        "status": "open",
        "success_url": params["success_url"],
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "ui_mode": "hosted_page",
        "url": f"{world.settings.public_url}/c/pay/{ident}",
        "_line_items": items,
        "_payment_intent_data": kept,
    }
