"""Give money back, in whole or in part, and never more than was taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marketplace.sandbox import books, faults, records
from marketplace.sandbox.protocol.errors import Refusal
from marketplace.sandbox.stripe import shapes
from marketplace.sandbox.webhooks.events import emit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marketplace.sandbox.world import Body, World

FINAL = ("succeeded", "failed", "canceled")


def create(world: World, charge: Body, amount: int | None, more: Mapping[str, Any]) -> Body:
    """Refund a charge. Refuses: unpaid, disputed unless that was won, already refunded, or more than is left."""
    left = charge["amount_captured"] - charge["amount_refunded"]
    wanted = _checked(world, charge, amount, left)
    refund = records.insert(world, shapes.refund(world, charge, wanted, more))
    charge["amount_refunded"] += wanted
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    records.update(world, charge)
    fault = faults.strike(world, ("refund_pending", "refund_fails"))
    emit(world, "refund.created", refund)
    if fault:
        verb = "refund_succeeds" if fault["kind"] == "refund_pending" else "refund_fails"
        world.set_timer(fault["seconds"], verb, refund["id"])
        records.update(world, refund | {"pending_reason": "processing"})
    else:
        _pay_back(world, refund)
    emit(world, "charge.refunded", charge)
    return records.get(world, "refund", refund["id"])


def _checked(world: World, charge: Body, amount: int | None, left: int) -> int:
    wanted = left if amount is None else amount
    if not charge["paid"]:
        raise Refusal(
            f"Charge {charge['id']} has not been paid, so it cannot be refunded.",
            code="charge_not_refundable",
        )
    if charge["disputed"] and not _is_won(world, charge):
        raise Refusal(
            f"Charge {charge['id']} has been charged back; cannot issue a refund.", code="charge_disputed"
        )
    if left <= 0:
        raise Refusal(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
    if wanted < 1:
        raise Refusal(
            "This value must be greater than or equal to 1.", code="parameter_invalid_integer", param="amount"
        )
    if wanted > left:
        already = " unrefunded" if charge["amount_refunded"] else ""
        raise Refusal(
            f"Refund amount ({_money(wanted, charge)}) is greater than{already} "
            f"amount on charge ({_money(left, charge)})",
            param="amount",
        )
    return wanted


def _is_won(world: World, charge: Body) -> bool:
    """Say whether the money is back from the bank: a dispute may be won and its charge refunded later."""
    disputes = records.select(world, "dispute", filters={"charge": charge["id"]})
    return all(dispute["status"] == "won" for dispute in disputes)


def _money(amount: int, charge: Body) -> str:
    return f"{amount // 100}.{amount % 100:02d} {charge['currency']}"


def _pay_back(world: World, refund: Body) -> None:
    """Move the money, or wait until the platform's balance can bear it."""
    amount, currency = refund["amount"], refund["currency"]
    if books.available(world, books.PLATFORM, currency) < amount:
        records.update(world, refund | {"pending_reason": "insufficient_funds"})
        world.set_timer(1.0, "refund_succeeds", refund["id"])
        return
    shown = "refund" if refund["id"].startswith("re_") else "payment_refund"
    lines = [books.Line(books.PLATFORM, -amount, shown), books.Line("buyers", amount)]
    txn = books.post(world, "refund", refund["id"], currency, lines)[books.PLATFORM]
    refund.pop("pending_reason", None)
    records.update(world, refund | {"status": "succeeded", "balance_transaction": txn})


def succeed(world: World, refund_id: str) -> None:
    """Complete a pending refund."""
    refund = records.get(world, "refund", refund_id)
    if refund["status"] in FINAL:
        return
    _pay_back(world, refund)
    refund = records.get(world, "refund", refund_id)
    if refund["status"] == "succeeded":
        emit(world, "refund.updated", refund, previous={"status": "pending"})
        emit(world, "charge.refund.updated", refund, previous={"status": "pending"})


def fail(world: World, refund_id: str) -> None:
    """Let a refund fail, even one that had succeeded: the money is the platform's again."""
    refund = records.get(world, "refund", refund_id)
    before = refund["status"]
    if before in {"failed", "canceled"}:
        return
    charge = records.get(world, "charge", refund["charge"])
    if before == "succeeded":
        lines = [
            books.Line(books.PLATFORM, refund["amount"], "refund_failure"),
            books.Line("buyers", -refund["amount"]),
        ]
        shown = books.post(world, "refund_failure", refund_id, refund["currency"], lines)
        refund["failure_balance_transaction"] = shown[books.PLATFORM]
    refund.pop("pending_reason", None)
    records.update(world, refund | {"status": "failed", "failure_reason": "expired_or_canceled_card"})
    charge["amount_refunded"] -= refund["amount"]
    charge["refunded"] = False
    records.update(world, charge)
    refund = records.get(world, "refund", refund_id)
    for kind in ("refund.updated", "refund.failed", "charge.refund.updated"):
        emit(world, kind, refund, previous={"status": before} if kind.endswith("updated") else None)
