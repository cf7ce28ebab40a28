"""Pay, or let lapse, a Checkout Session: what the hosted page and the tests both call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marketplace.sandbox import records
from marketplace.sandbox.protocol.errors import Refusal
from marketplace.sandbox.stripe import shapes
from marketplace.sandbox.stripe.paying import charge
from marketplace.sandbox.webhooks.events import emit

if TYPE_CHECKING:
    from marketplace.sandbox.world import Body, World


def pay(world: World, session: Body, method: str) -> bool:
    """Pay the session; False when the bank declines, and it stays open."""
    intent = _intent(world, session, method)
    charge.succeed(world, intent, method)
    _complete(world, session, "paid")
    return True


def decline(world: World, session: Body, method: str) -> None:
    """Have the bank say no; the session stays open for another try."""
    charge.decline(world, _intent(world, session, method), method)


def authenticate(world: World, session: Body, method: str) -> None:
    """Send the buyer to prove who they are."""
    intent = _intent(world, session, method)
    charge.ask_for_proof(world, intent, f"{world.settings.public_url}/c/proof/{session['id']}")


def pay_late(world: World, session: Body, method: str, seconds: float, *, fails: bool = False) -> None:
    """Complete the session unpaid; its money arrives, or fails to, after so many seconds."""
    charge.begin(world, _intent(world, session, method), method)
    _complete(world, session, "unpaid")
    world.set_timer(seconds, "late_failure" if fails else "late_money", session["id"])


def settle(world: World, session_id: str, *, paid: bool) -> None:
    """Let a late payment come to its end; doing so twice changes nothing."""
    session = records.get(world, "checkout.session", session_id)
    intent = records.get(world, "payment_intent", session["payment_intent"] or "")
    if charge.settle(world, intent, paid=paid) is None:
        return
    if paid:
        session["payment_status"] = "paid"
    records.update(world, session)
    emit(world, f"checkout.session.async_payment_{'succeeded' if paid else 'failed'}", session)


def expire(world: World, session: Body) -> None:
    """Close an open session for good; nobody can pay it any more."""
    session |= {"status": "expired", "url": None}
    records.update(world, session)
    intent = records.find(world, session["payment_intent"] or "", "payment_intent")
    if intent is not None and intent["status"] in charge.PAYABLE:
        now = world.now()
        records.update(
            world, intent | {"status": "canceled", "canceled_at": now, "cancellation_reason": "automatic"}
        )
        emit(world, "payment_intent.canceled", records.get(world, "payment_intent", intent["id"]))
    emit(world, "checkout.session.expired", session)


def lapse(world: World, session_id: str) -> None:
    """Expire a session whose time is up, if it is still open."""
    session = records.find(world, session_id, "checkout.session")
    if session is not None and session["status"] == "open" and session["expires_at"] <= world.now():
        expire(world, session)


def _intent(world: World, session: Body, method: str) -> Body:
    """Return the session's intent, made at the first try to pay as in the real API."""
    if session["status"] != "open" or session["expires_at"] <= world.now():
        raise Refusal("This Checkout Session is no longer open.", code="checkout_session_not_open")
    if method not in session["payment_method_types"]:
        raise Refusal(f"This Checkout Session does not take {method}.", param="method")
    if session["payment_intent"]:
        return records.get(world, "payment_intent", session["payment_intent"])
    wanted = session["_payment_intent_data"]
    amount, currency, methods = session["amount_total"], session["currency"], session["payment_method_types"]
    intent = shapes.payment_intent(world, amount, currency, methods, wanted)
    records.insert(world, intent)
    emit(world, "payment_intent.created", intent)
    session["payment_intent"] = intent["id"]
    records.update(world, session)
    return intent


def _complete(world: World, session: Body, payment_status: str) -> None:
    email = session["customer_email"] or "buyer@sandbox.test"
    nothing = dict.fromkeys(("address", "business_name", "individual_name", "phone"))
    session |= {
        "status": "complete",
        "payment_status": payment_status,
        "url": None,
        "customer_details": {
            **nothing,
            "email": email,
            "name": "Sandbox Buyer",
            "tax_exempt": "none",
            "tax_ids": [],
        },
    }
    records.update(world, session)
    emit(world, "checkout.session.completed", session)
