"""Pay a PaymentIntent: at once, refused, or later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marketplace.sandbox import books, records
from marketplace.sandbox.protocol.errors import Refusal
from marketplace.sandbox.stripe import shapes
from marketplace.sandbox.webhooks.events import emit

if TYPE_CHECKING:
    from marketplace.sandbox.world import Body, World

PAYABLE = ("requires_payment_method", "requires_confirmation", "requires_action")
DECLINES = {
    "card": ("card_declined", "Your card was declined.", "generic_decline"),
    "alipay": (
        "payment_intent_payment_attempt_failed",
        "The customer did not approve the PaymentIntent.",
        None,
    ),
    "wechat_pay": (
        "payment_intent_payment_attempt_failed",
        "The customer did not approve the PaymentIntent.",
        None,
    ),
}


def succeed(world: World, intent: Body, method: str) -> Body:
    """Take the money; return the charge. Refuses: an intent that is not payable."""
    _payable(intent)
    charge = _pending(world, intent, method)
    return _capture(world, intent, charge)


def decline(world: World, intent: Body, method: str) -> Body:
    """Refuse the money; the intent waits for another method. Return the failed charge."""
    _payable(intent)
    charge = _pending(world, intent, method)
    return _fail(world, intent, charge)


def begin(world: World, intent: Body, method: str) -> Body:
    """Accept an order to pay whose money comes later; return the pending charge."""
    _payable(intent)
    charge = _pending(world, intent, method)
    intent |= {"status": "processing", "next_action": None}
    records.update(world, intent)
    emit(world, "charge.pending", charge)
    emit(world, "payment_intent.processing", intent)
    return charge


def settle(world: World, intent: Body, *, paid: bool) -> Body | None:
    """Let the awaited money arrive, or fail to; None when nothing was awaited."""
    charge = records.find(world, intent["latest_charge"] or "", "charge")
    if intent["status"] != "processing" or charge is None:
        return None
    return _capture(world, intent, charge) if paid else _fail(world, intent, charge)


def ask_for_proof(world: World, intent: Body, return_url: str) -> None:
    """Have the buyer prove who they are first (3-D Secure)."""
    _payable(intent)
    step = {"type": "redirect_to_url", "redirect_to_url": {"return_url": return_url, "url": return_url}}
    intent |= {"status": "requires_action", "next_action": step}
    records.update(world, intent)
    emit(world, "payment_intent.requires_action", intent)


def _payable(intent: Body) -> None:
    if intent["status"] not in PAYABLE:
        raise Refusal(
            f"This PaymentIntent's status is {intent['status']}; it cannot be paid. You may only do that when it "
            f"is one of {', '.join(PAYABLE)}.",
            code="payment_intent_unexpected_state",
            extra={"payment_intent": records.visible(intent)},
        )


def _pending(world: World, intent: Body, method: str) -> Body:
    charge = shapes.charge(world, intent, method)
    records.insert(world, charge)
    intent |= {"latest_charge": charge["id"], "payment_method": charge["payment_method"]}
    return charge


def _capture(world: World, intent: Body, charge: Body) -> Body:
    amount, currency = charge["amount"], charge["currency"]
    fee = amount * world.settings.fee_basis_points // 10_000
    lines = [books.Line("buyers", -amount), books.Line(books.PLATFORM, amount - fee, "charge", fee)]
    if fee:
        lines.append(books.Line("fees", fee))
    shown = books.post(world, "charge", charge["id"], currency, lines)
    charge |= {
        "amount_captured": amount,
        "balance_transaction": shown[books.PLATFORM],
        "captured": True,
        "paid": True,
        "status": "succeeded",
        "outcome": _outcome("approved_by_network", None, "authorized", "Payment complete."),
    }
    intent |= {
        "status": "succeeded",
        "amount_received": amount,
        "last_payment_error": None,
        "next_action": None,
    }
    _write(world, intent, charge, "charge.succeeded", "payment_intent.succeeded")
    return charge


def _fail(world: World, intent: Body, charge: Body) -> Body:
    method = charge["payment_method_details"]["type"]
    code, words, reason = DECLINES[method]
    charge |= {
        "status": "failed",
        "failure_code": code,
        "failure_message": words,
        "outcome": _outcome("declined_by_network", reason, "issuer_declined", words),
    }
    error: Body = {"charge": charge["id"], "code": code, "message": words, "type": "card_error"}
    error |= {"decline_code": reason} if reason else {}
    intent |= {
        "status": "requires_payment_method",
        "last_payment_error": error,
        "payment_method": None,
        "next_action": None,
    }
    _write(world, intent, charge, "charge.failed", "payment_intent.payment_failed")
    return charge


def _write(world: World, intent: Body, charge: Body, told_of_charge: str, told_of_intent: str) -> None:
    records.update(world, charge)
    records.update(world, intent)
    emit(world, told_of_charge, charge)
    emit(world, told_of_intent, intent)


def _outcome(network: str, reason: str | None, kind: str, words: str) -> Body:
    risk = {
        "advice_code": None,
        "network_advice_code": None,
        "network_decline_code": None,
        "risk_level": "normal",
    }
    return {
        **risk,
        "network_status": network,
        "reason": reason,
        "risk_score": 12,
        "seller_message": words,
        "type": kind,
    }
