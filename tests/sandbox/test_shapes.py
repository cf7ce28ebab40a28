"""Every answer is shaped as the pinned SDK says the real one is."""

import typing
from typing import Any

import pytest
import stripe
from typing_extensions import get_original_bases

PLAIN = {int: int, str: str, bool: bool}


def members_of(kind: type) -> dict[str, Any]:
    return {
        name: hint
        for base in reversed(kind.__mro__)
        for name, hint in vars(base).get("__annotations__", {}).items()
        if base.__module__.startswith("stripe") and not name.startswith("_")
    }


def faults_of(kind: type, body: dict[str, Any]) -> list[str]:
    """List members the SDK does not know, lacks, or types otherwise."""
    known = members_of(kind)
    wrong = [f"unknown {name}" for name in body if name not in known]
    for name, hint in known.items():
        optional = type(None) in typing.get_args(hint) or "ClassVar" in str(hint)
        if name not in body:
            wrong += [] if optional or name in {"OBJECT_NAME", "deleted"} else [f"lacks {name}"]
        elif body[name] is None:
            wrong += [] if optional else [f"{name} is null"]
        elif hint in PLAIN and not isinstance(body[name], PLAIN[hint]):
            wrong.append(f"{name} is no {hint}")
        elif typing.get_origin(hint) is list and not isinstance(body[name], list):
            wrong.append(f"{name} is no list")
    return wrong


@pytest.fixture(scope="module")
def bodies(one_sandbox: Any) -> dict[str, Any]:
    """One of everything."""
    sandbox = one_sandbox
    v1, paid = sandbox.stripe.v1, sandbox.paid(10_000)
    account, charge = sandbox.account(), paid.payment_intent.latest_charge
    moved = v1.transfers.create({"amount": 5_000, "currency": "cny", "destination": account})
    back = v1.transfers.reversals.create(moved.id, {"amount": 10})
    payout = v1.payouts.create({"amount": 100, "currency": "cny"}, {"stripe_account": account})
    refund = v1.refunds.create({"charge": charge.id, "amount": 100})
    opened = sandbox.pull("/disputes", charge=charge.id, amount=50)
    found = {
        "session": v1.checkout.sessions.retrieve(paid.id),
        "open session": sandbox.session(),
        "line item": v1.checkout.sessions.line_items.list(paid.id).data[0],
        "price": v1.checkout.sessions.line_items.list(paid.id).data[0].price,
        "intent": v1.payment_intents.retrieve(paid.payment_intent.id),
        "charge": v1.charges.retrieve(charge.id),
        "refund": refund,
        "transfer": v1.transfers.retrieve(moved.id),
        "reversal": back,
        "payout": payout,
        "account": v1.accounts.retrieve(account),
        "balance": v1.balance.retrieve(),
        "balance transaction": charge.balance_transaction,
        "dispute": v1.disputes.retrieve(opened["id"]),
        "event": v1.events.list({"limit": 1}).data[0],
        "payee's charge": v1.charges.list(options={"stripe_account": account}).data[0],
    }
    sandbox.pull(f"/disputes/{opened['id']}/close", status="won")
    return found


KINDS = [
    "session", "open session", "line item", "price", "intent", "charge", "refund", "transfer", "reversal", "payout",
    "account", "balance", "balance transaction", "dispute", "event", "payee's charge",
]  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_an_object_has_the_members_the_sdk_knows(bodies: dict[str, Any], name: str) -> None:
    body = bodies[name]
    assert isinstance(body, stripe.StripeObject)
    assert get_original_bases(type(body)), "the SDK gave it a class of its own"
    assert type(body) is not stripe.StripeObject
    assert faults_of(type(body), body.to_dict()) == []
