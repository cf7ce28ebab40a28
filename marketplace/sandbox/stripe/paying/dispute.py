"""A buyer goes to their bank: the bank takes the money, and decides later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marketplace.sandbox import books, records
from marketplace.sandbox.protocol.errors import Refusal
from marketplace.sandbox.stripe import shapes
from marketplace.sandbox.webhooks.events import emit
from marketplace.sandbox.world import new_id

if TYPE_CHECKING:
    from marketplace.sandbox.world import Body, World

DAY_SECONDS = 86_400
OVER = ("won", "lost")


def open_dispute(world: World, charge: Body, amount: int | None, reason: str) -> Body:
    """Open a dispute; the money leaves the platform's balance, even below zero."""
    left = charge["amount_captured"] - charge["amount_refunded"]
    wanted = left if amount is None else amount
    if not charge["paid"] or charge["disputed"] or not 1 <= wanted <= left:
        raise Refusal(f"Charge {charge['id']} cannot be disputed for {wanted}.", code="charge_not_disputable")
    dispute = _shape(world, charge, wanted, reason)
    txn = _move(world, "dispute", dispute, -wanted, world.settings.dispute_fee_minor)
    dispute["balance_transactions"] = [txn]
    records.insert(world, dispute)
    charge["disputed"] = True
    records.update(world, charge)
    emit(world, "charge.dispute.created", dispute)
    emit(world, "charge.dispute.funds_withdrawn", dispute)
    return dispute


def close(world: World, dispute: Body, outcome: str) -> Body:
    """Let the bank decide: won gives the money back, lost sends it to the buyer."""
    if outcome not in OVER or dispute["status"] in OVER:
        raise Refusal(f"This dispute is {dispute['status']}; the outcome can be one of won, lost.")
    dispute |= {"status": outcome}
    if outcome == "won":
        fee = -world.settings.dispute_fee_minor if world.settings.dispute_fee_returned else 0
        txn = _move(world, "dispute_reversal", dispute, dispute["amount"], fee)
        dispute["balance_transactions"].append(txn)
    else:
        lines = [books.Line("disputed", -dispute["amount"]), books.Line("buyers", dispute["amount"])]
        books.post(world, "dispute_lost", dispute["id"], dispute["currency"], lines)
    records.update(world, dispute)
    if outcome == "won":
        emit(world, "charge.dispute.funds_reinstated", dispute)
    emit(world, "charge.dispute.closed", dispute)
    return dispute


def answer(world: World, dispute: Body, evidence: Body, *, submit: bool) -> Body:
    """Take the platform's evidence; submitted, the dispute is under review."""
    if dispute["status"] in OVER:
        raise Refusal("This dispute is already closed.")
    dispute["evidence"] = {**dispute["evidence"], **evidence}
    dispute["evidence_details"]["has_evidence"] = True
    if submit:
        dispute["status"] = "under_review"
        dispute["evidence_details"] |= {"submission_count": 1, "submission_method": "manual"}
    records.update(world, dispute)
    emit(world, "charge.dispute.updated", dispute)
    return dispute


def _move(world: World, kind: str, dispute: Body, amount: int, fee: int) -> Body:
    """Move the money between platform and bank, and the fee from the platform; below zero, back."""
    lines = [books.Line(books.PLATFORM, amount - fee, "adjustment", fee), books.Line("disputed", -amount)]
    if fee:
        lines.append(books.Line("fees", fee))
    shown = books.post(world, kind, dispute["id"], dispute["currency"], lines)
    return records.get(world, "balance_transaction", shown[books.PLATFORM])


def _shape(world: World, charge: Body, amount: int, reason: str) -> Body:
    now = world.now()
    dispute = shapes.blank(
        "dispute",
        id=new_id("du"),
        amount=amount,
        charge=charge["id"],
        created=now,
        currency=charge["currency"],
        payment_intent=charge["payment_intent"],
        reason=reason,
    )
    dispute["evidence_details"]["due_by"] = now + 7 * DAY_SECONDS
    return dispute
