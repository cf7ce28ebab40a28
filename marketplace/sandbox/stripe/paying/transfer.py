"""Hand money on to a connected account, and take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marketplace.sandbox import books, faults, records
from marketplace.sandbox.protocol.errors import Refusal, no_such_parameter_object
from marketplace.sandbox.protocol.lists import wrap
from marketplace.sandbox.stripe import shapes
from marketplace.sandbox.webhooks.events import emit
from marketplace.sandbox.world import new_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marketplace.sandbox.world import Body, World

INSUFFICIENT = (
    "You have insufficient available funds in your Stripe account. Try adding funds directly to your available balance "
    "by creating Charges using the 4000000000000077 test card. See: https://stripe.com/docs/testing#available-balance"
)


def create(world: World, amount: int, params: Mapping[str, Any]) -> Body:
    """Transfer. Refuses: unknown or unready destination, more than is available or than the source charge."""
    if amount < 1:
        raise Refusal(
            "This value must be greater than or equal to 1.", code="parameter_invalid_integer", param="amount"
        )
    destination = _destination(world, params["destination"])
    currency = params["currency"].lower()
    group = _from_charge(world, amount, currency, params)
    if faults.strike(world, ("transfer_fails",)) or books.available(world, books.PLATFORM, currency) < amount:
        raise Refusal(INSUFFICIENT, code="balance_insufficient")
    transfer = _shape(world, amount, currency, {**params, "transfer_group": group})
    lines = [
        books.Line(books.PLATFORM, -amount, "transfer"),
        books.Line(destination["id"], amount, "payment"),
    ]
    shown = books.post(world, "transfer", transfer["id"], currency, lines)
    payment = _payment(world, transfer, shown[destination["id"]])
    transfer |= {"balance_transaction": shown[books.PLATFORM], "destination_payment": payment["id"]}
    records.insert(world, transfer)
    emit(world, "transfer.created", transfer)
    return transfer


def reverse(world: World, transfer: Body, amount: int | None, params: Mapping[str, Any]) -> Body:
    """Take a transfer back, in part or whole. Refuses: more than is left, or than the payee has."""
    left = transfer["amount"] - transfer["amount_reversed"]
    wanted = left if amount is None else amount
    payee, currency = transfer["destination"], transfer["currency"]
    _check_reversal(world, transfer, wanted, left)
    reversal: Body = {
        "id": new_id("trr"),
        "object": "transfer_reversal",
        "amount": wanted,
        "created": world.now(),
        "currency": currency,
        "destination_payment_refund": new_id("pyr"),
        "metadata": params.get("metadata", {}),
        "source_refund": None,
        "transfer": transfer["id"],
    }
    lines = [
        books.Line(payee, -wanted, "payment_refund"),
        books.Line(books.PLATFORM, wanted, "transfer_refund"),
    ]
    shown = books.post(world, "reversal", reversal["id"], currency, lines)
    records.insert(world, reversal | {"balance_transaction": shown[books.PLATFORM]})
    return _note_reversal(world, transfer, records.get(world, "transfer_reversal", reversal["id"]))


def _check_reversal(world: World, transfer: Body, wanted: int, left: int) -> None:
    if left == 0:
        raise Refusal(
            f"Transfer {transfer['id']} is already fully reversed.", code="transfer_already_reversed"
        )
    if not 1 <= wanted <= left:
        words = f"Transfer reversal amount ({wanted}) must be from 1 to the amount left ({left})."
        raise Refusal(words, param="amount")
    if books.available(world, transfer["destination"], transfer["currency"]) < wanted:
        words = f"The connected account {transfer['destination']} has insufficient available funds for this reversal."
        raise Refusal(words, code="balance_insufficient")


def _note_reversal(world: World, transfer: Body, reversal: Body) -> Body:
    transfer["amount_reversed"] += reversal["amount"]
    transfer["reversed"] = transfer["amount_reversed"] == transfer["amount"]
    transfer["reversals"]["data"].insert(0, reversal)
    records.update(world, transfer)
    emit(world, "transfer.reversed", transfer)
    return reversal


def _destination(world: World, ident: str) -> Body:
    account = records.find(world, ident, "account")
    if account is None:
        raise no_such_parameter_object("destination", ident, "destination")
    if account["capabilities"].get("transfers") != "active":
        raise Refusal(
            "Your destination account needs to have at least one of the following capabilities enabled: transfers, "
            "crypto_transfers, legacy_payments",
            code="insufficient_capabilities_for_transfer",
        )
    return account


def _from_charge(world: World, amount: int, currency: str, params: Mapping[str, Any]) -> str | None:
    """Check the source charge, if one is named; return the transfer's group."""
    source = params.get("source_transaction")
    if source is None:
        group: str | None = params.get("transfer_group")
        return group
    charge = records.find(world, source, "charge", records.PLATFORM)
    if charge is None:
        raise no_such_parameter_object("charge", source, "source_transaction")
    if charge["currency"] != currency:
        raise Refusal(
            "The currency of source_transaction's balance transaction must be the same as the transfer currency."
        )
    used = sum(
        row["amount"] - row["amount_reversed"]
        for row in records.select(world, "transfer", filters={"source_transaction": source})
    )
    if used + amount > charge["amount_captured"]:
        raise Refusal(
            f"Transfer amount exceeds the source transaction's amount: {amount} is more than the "
            f"{charge['amount_captured'] - used} {currency} left of {source}.",
            code="source_transaction_amount_exceeded",
            param="source_transaction",
        )
    return params.get("transfer_group") or charge["transfer_group"] or f"group_{charge['payment_intent']}"


def _shape(world: World, amount: int, currency: str, params: Mapping[str, Any]) -> Body:
    ident = new_id("tr")
    return {
        "id": ident,
        "object": "transfer",
        "amount": amount,
        "amount_reversed": 0,
        "created": world.now(),
        "currency": currency,
        "description": params.get("description"),
        "destination": params["destination"],
        "livemode": False,
        "metadata": params.get("metadata", {}),
        "reversals": wrap([], f"/v1/transfers/{ident}/reversals"),
        "reversed": False,
        "source_transaction": params.get("source_transaction"),
        "source_type": params.get("source_type", "card"),
        "transfer_group": params["transfer_group"],
    }


def _payment(world: World, transfer: Body, txn: str) -> Body:
    """Make the charge the payee sees on their own account."""
    body = shapes.blank(
        "charge",
        id=new_id("py"),
        amount=transfer["amount"],
        amount_captured=transfer["amount"],
        balance_transaction=txn,
        captured=True,
        created=transfer["created"],
        currency=transfer["currency"],
        paid=True,
        source_transfer=transfer["id"],
        status="succeeded",
        transfer_group=transfer["transfer_group"],
    )
    return records.insert(world, body, transfer["destination"])
