"""Read the provider's objects. What they say of themselves is enough: no other call is made."""

from collections.abc import Mapping
from typing import Any

from marketplace.gateways.stripe.shapes import (
    AccountSeen,
    DisputeSeen,
    DisputeStatus,
    FeeSeen,
    PaymentSeen,
    PaymentStatus,
    RefundSeen,
    RefundStatus,
)

_REFUNDS: dict[str, RefundStatus] = {"succeeded": "done", "failed": "failed", "canceled": "failed"}
# A question (`warning_…`) takes nothing; closed, or prevented, it never will.
_DISPUTES: dict[str, DisputeStatus] = {
    "won": "won",
    "lost": "lost",
    "warning_needs_response": "asked",
    "warning_under_review": "asked",
    "warning_closed": "asked",
    "prevented": "asked",
}


def payment(session: Mapping[str, Any]) -> PaymentSeen:
    """Read a Checkout Session whose intent and charge are expanded."""
    intent = _whole(session.get("payment_intent"))
    charge = _whole(intent.get("latest_charge"))
    status = _status(session, intent)
    return PaymentSeen(
        session=session["id"],
        number=(session.get("metadata") or {}).get("payment", ""),
        status=status,
        amount=int(intent.get("amount_received") or 0) if status == "paid" else 0,
        currency=str(intent.get("currency") or session.get("currency") or "").upper(),
        intent=intent.get("id"),
        charge=charge.get("id"),
        method=(charge.get("payment_method_details") or {}).get("type", ""),
    )


def refund(body: Mapping[str, Any]) -> RefundSeen:
    """Read a Refund."""
    return RefundSeen(
        id=body["id"],
        key=(body.get("metadata") or {}).get("refund", ""),
        status=_REFUNDS.get(body.get("status") or "", "pending"),
        words=body.get("failure_reason") or "",
    )


def dispute(body: Mapping[str, Any]) -> DisputeSeen:
    """Read a Dispute."""
    return DisputeSeen(
        id=body["id"],
        intent=_whole(body.get("payment_intent")).get("id"),
        charge=_whole(body.get("charge")).get("id"),
        status=_DISPUTES.get(body.get("status") or "", "open"),
        amount=int(body["amount"]),
        reason=str(body.get("reason") or ""),
        answer_by=(body.get("evidence_details") or {}).get("due_by"),
        fees={
            str(moved["id"]): FeeSeen(int(moved["fee"]), str(moved.get("currency") or "").upper())
            for moved in map(_whole, body.get("balance_transactions") or [])
            if moved.get("fee")
        },
    )


def fee(charge: Mapping[str, Any]) -> FeeSeen | None:
    """Read a Charge whose balance transaction is expanded; it has none before the money is there."""
    moved = _whole(charge.get("balance_transaction"))
    if moved.get("fee") is None:
        return None
    return FeeSeen(int(moved["fee"]), str(moved.get("currency") or charge.get("currency") or "").upper())


def account(body: Mapping[str, Any]) -> AccountSeen:
    """Read a connected Account: it can be paid when transfers reach it and leave it for a bank."""
    transfers = (body.get("capabilities") or {}).get("transfers")
    return AccountSeen(body["id"], bool(body.get("payouts_enabled")) and transfers == "active")


def _status(session: Mapping[str, Any], intent: Mapping[str, Any]) -> PaymentStatus:
    # Money that is there counts, whatever else the objects say.
    if intent.get("status") == "succeeded":
        return "paid"
    if session.get("status") == "expired":
        return "expired"
    if session.get("status") == "open":
        return "open"
    return "pending" if intent.get("status") == "processing" else "failed"


def _whole(value: Any) -> Mapping[str, Any]:
    if isinstance(value, str):
        return {"id": value}
    return value or {}
