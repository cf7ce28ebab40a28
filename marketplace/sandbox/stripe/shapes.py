"""How each object looks when it is born: every member the pinned version has, unset ones as in `blanks.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from marketplace.sandbox.world import Body, World, new_id

BLANKS = Path(__file__).with_name("blanks.json").read_text(encoding="utf-8")


def blank(kind: str, **members: Any) -> Body:
    """Copy a blank object of that kind, with some members filled in. Refuses: members it does not have."""
    body: Body = json.loads(BLANKS)[kind]
    strange = set(members) - set(body)
    if strange:
        raise KeyError(f"{kind} has no {', '.join(sorted(strange))}")
    return body | members


def payment_intent(
    world: World, amount: int, currency: str, methods: list[str], more: Mapping[str, Any]
) -> Body:
    """Shape a PaymentIntent that waits for a payment method."""
    ident = new_id("pi")
    return blank(
        "payment_intent",
        id=ident,
        amount=amount,
        client_secret=f"{ident}_secret_{new_id('s')[2:]}",
        created=world.now(),
        currency=currency,
        payment_method_types=methods,
        **more,
    )


def charge(world: World, intent: Body, method: str) -> Body:
    """Shape a Charge of the whole intent, not yet decided."""
    return blank(
        "charge",
        id=new_id("ch" if method == "card" else "py"),
        amount=intent["amount"],
        calculated_statement_descriptor=world.settings.merchant.upper()[:22],
        created=world.now(),
        currency=intent["currency"],
        description=intent["description"],
        metadata=intent["metadata"],
        payment_intent=intent["id"],
        payment_method=new_id("pm"),
        payment_method_details=method_details(method),
        transfer_group=intent["transfer_group"],
    )


def method_details(method: str) -> Body:
    """Describe how somebody pays: no real number of a card or a wallet is ever asked for."""
    if method == "alipay":
        buyer: Body = {"buyer_id": "2088000000000000", "fingerprint": "SandboxPrint0002"}
        return {"type": "alipay", "alipay": {**buyer, "transaction_id": new_id("alipay")}}
    if method == "wechat_pay":
        payer: Body = {"fingerprint": "SandboxPrint0003", "transaction_id": new_id("wechat")}
        return {"type": "wechat_pay", "wechat_pay": {**payer, "location": None, "reader": None}}
    unset = ("authorization_code", "installments", "mandate", "network_token", "three_d_secure", "wallet")
    card: Body = {
        **dict.fromkeys(unset),
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


def refund(world: World, paid: Body, amount: int, more: Mapping[str, Any]) -> Body:
    """Shape a Refund of part of a charge."""
    way = paid["payment_method_details"]["type"]
    return blank(
        "refund",
        id=new_id("re" if way == "card" else "pyr"),
        amount=amount,
        charge=paid["id"],
        created=world.now(),
        currency=paid["currency"],
        destination_details={way: {}, "type": way},
        payment_intent=paid["payment_intent"],
        **more,
    )
