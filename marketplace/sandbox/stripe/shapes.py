"""How each object looks when it is born: every member the pinned version has, unset ones null."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marketplace.sandbox.world import new_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marketplace.sandbox.world import Body, World


def payment_intent(world: World, amount: int, currency: str, methods: list[str], more: Mapping[str, Any]) -> Body:
    """Shape a PaymentIntent that waits for a payment method."""
    ident = new_id("pi")
    nothing = dict.fromkeys((
        "application", "application_fee_amount", "automatic_payment_methods", "canceled_at", "cancellation_reason",
        "allowed_payment_method_types", "customer", "customer_account", "description", "excluded_payment_method_types",
        "last_payment_error",
        "latest_charge", "next_action", "on_behalf_of", "payment_method", "payment_method_configuration_details",
        "processing", "receipt_email", "review", "setup_future_usage", "shipping", "source", "statement_descriptor",
        "statement_descriptor_suffix", "transfer_data", "transfer_group",
    ))  # fmt: skip
    return {
        **nothing,
        "id": ident,
        "object": "payment_intent",
        "amount": amount,
        "amount_capturable": 0,
        "amount_details": {"tip": {}},
        "amount_received": 0,
        "capture_method": "automatic_async",
        "client_secret": f"{ident}_secret_{new_id('s')[2:]}",
        "confirmation_method": "automatic",
        "created": world.now(),
        "currency": currency,
        "livemode": False,
        "metadata": {},
        "payment_method_options": {},
        "payment_method_types": methods,
        "status": "requires_payment_method",
        **more,
    }


def charge(world: World, intent: Body, method: str, details: Body) -> Body:
    """Shape a Charge of the whole intent, not yet decided."""
    nothing = dict.fromkeys((
        "application", "application_fee", "application_fee_amount", "balance_transaction", "customer", "description",
        "failure_balance_transaction", "failure_code", "failure_message", "on_behalf_of", "receipt_email",
        "receipt_number", "receipt_url", "review", "shipping", "source", "source_transfer", "statement_descriptor",
        "statement_descriptor_suffix", "transfer_data",
    ))  # fmt: skip
    return {
        **nothing,
        "id": new_id("ch" if method == "card" else "py"),
        "object": "charge",
        "amount": intent["amount"],
        "amount_captured": 0,
        "amount_refunded": 0,
        "billing_details": dict.fromkeys(("address", "email", "name", "phone", "tax_id")),
        "calculated_statement_descriptor": world.settings.merchant.upper()[:22],
        "captured": False,
        "created": world.now(),
        "currency": intent["currency"],
        "description": intent["description"],
        "disputed": False,
        "fraud_details": {},
        "livemode": False,
        "metadata": intent["metadata"],
        "outcome": None,
        "paid": False,
        "payment_intent": intent["id"],
        "payment_method": new_id("pm"),
        "payment_method_details": details,
        "radar_options": {},
        "refunded": False,
        "status": "pending",
        "transfer_group": intent["transfer_group"],
    }


def method_details(method: str) -> Body:
    """Describe how somebody pays: no real number of a card or a wallet is ever asked for."""
    if method == "card":
        card: Body = {
            **dict.fromkeys(("authorization_code", "installments", "mandate", "network_token", "three_d_secure", "wallet")),
            "brand": "visa",
            "checks": {"address_line1_check": None, "address_postal_code_check": None, "cvc_check": "pass"},
            "country": "US",
            "exp_month": 12,
            "exp_year": 2034,
            "fingerprint": "SandboxPrint0001",
            "funding": "credit",
            "last4": "4242",
            "network": "visa",
        }
        return {"type": "card", "card": card}
    if method == "alipay":
        buyer: Body = {"buyer_id": "2088000000000000", "fingerprint": "SandboxPrint0002"}
        return {"type": "alipay", "alipay": {**buyer, "transaction_id": new_id("alipay")}}
    payer: Body = {"fingerprint": "SandboxPrint0003", "transaction_id": new_id("wechat")}
    return {"type": "wechat_pay", "wechat_pay": {**payer, "location": None, "reader": None}}


def refund(world: World, paid: Body, amount: int, more: Mapping[str, Any]) -> Body:
    """Shape a Refund of part of a charge."""
    nothing = dict.fromkeys((
        "balance_transaction", "reason", "receipt_number", "source_transfer_reversal", "transfer_reversal",
    ))  # fmt: skip
    way = paid["payment_method_details"]["type"]
    return {
        **nothing,
        "id": new_id("re" if way == "card" else "pyr"),
        "object": "refund",
        "amount": amount,
        "charge": paid["id"],
        "created": world.now(),
        "currency": paid["currency"],
        "destination_details": {way: {}, "type": way},
        "metadata": {},
        "payment_intent": paid["payment_intent"],
        "status": "pending",
        **more,
    }
