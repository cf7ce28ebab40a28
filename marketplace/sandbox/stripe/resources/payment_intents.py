"""PaymentIntents: `/v1/payment_intents`. Paid with Stripe's own test payment methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stripe import params

from marketplace.sandbox import records
from marketplace.sandbox.protocol import lists
from marketplace.sandbox.protocol.errors import Refusal
from marketplace.sandbox.stripe import limits, shapes
from marketplace.sandbox.stripe.door import Call, route
from marketplace.sandbox.stripe.methods import offered
from marketplace.sandbox.stripe.paying import charge
from marketplace.sandbox.webhooks.events import emit

if TYPE_CHECKING:
    from marketplace.sandbox.world import Body

PATH = "/payment_intents"
KEPT = (
    "description",
    "metadata",
    "receipt_email",
    "shipping",
    "statement_descriptor_suffix",
    "transfer_group",
)
DECLINED = ("pm_card_visa_chargeDeclined", "pm_card_chargeDeclined")
PROVED = ("pm_card_authenticationRequired", "pm_card_threeDSecure2Required")


@route("POST", PATH, params.PaymentIntentCreateParams)
def create(call: Call) -> Body:
    """Make an intent, and confirm it when asked to."""
    world, given = call.world, call.params
    currency = limits.currency(given["currency"])
    limits.amount(given["amount"], currency)
    more = {name: given[name] for name in KEPT if name in given}
    methods = offered(given, currency)
    intent = records.insert(world, shapes.payment_intent(world, given["amount"], currency, methods, more))
    emit(world, "payment_intent.created", intent)
    if given.get("confirm"):
        _confirm(call, intent, given.get("payment_method", ""))
    return intent


@route("GET", PATH, params.PaymentIntentListParams)
def index(call: Call) -> Body:
    """List intents."""
    return lists.page(call.world, "payment_intent", f"/v1{PATH}", call.params, account=call.account)


@route("GET", f"{PATH}/<ident>", params.PaymentIntentRetrieveParams)
def show(call: Call, ident: str) -> Body:
    """Show one intent."""
    return records.get(call.world, "payment_intent", ident, call.account, "intent")


@route("POST", f"{PATH}/<ident>", params.PaymentIntentUpdateParams)
def update(call: Call, ident: str) -> Body:
    """Change an intent's labels."""
    intent = records.get(call.world, "payment_intent", ident, call.account, "intent")
    labels = {**intent["metadata"], **(call.params.get("metadata") or {})}
    intent |= {name: call.params[name] for name in KEPT if name in call.params}
    intent["metadata"] = {key: value for key, value in labels.items() if value != ""}
    return records.update(call.world, intent)


@route("POST", f"{PATH}/<ident>/confirm", params.PaymentIntentConfirmParams)
def confirm(call: Call, ident: str) -> Body:
    """Pay an intent with a test payment method."""
    intent = records.get(call.world, "payment_intent", ident, call.account, "intent")
    _confirm(call, intent, call.params.get("payment_method", ""))
    return intent


@route("POST", f"{PATH}/<ident>/cancel", params.PaymentIntentCancelParams)
def cancel(call: Call, ident: str) -> Body:
    """Cancel an unpaid intent. Refuses: a paid or cancelled one."""
    intent = records.get(call.world, "payment_intent", ident, call.account, "intent")
    if intent["status"] not in charge.PAYABLE:
        raise Refusal(
            f"You cannot cancel this PaymentIntent because it has a status of {intent['status']}. Only a PaymentIntent "
            f"with one of the following statuses may be canceled: {', '.join(charge.PAYABLE)}.",
            code="payment_intent_unexpected_state",
            extra={"payment_intent": records.visible(intent)},
        )
    reason = call.params.get("cancellation_reason")
    intent |= {"status": "canceled", "canceled_at": call.world.now(), "cancellation_reason": reason}
    records.update(call.world, intent)
    emit(call.world, "payment_intent.canceled", intent)
    return intent


def _confirm(call: Call, intent: Body, method: str) -> None:
    """Charge the test payment method. Refuses: a declined card, with the failed charge kept."""
    if not method:
        raise Refusal(
            "You cannot confirm this PaymentIntent because it's missing a payment method.",
            code="payment_intent_unexpected_state",
        )
    if method in PROVED:
        charge.ask_for_proof(call.world, intent, f"{call.world.settings.public_url}/")
    elif method in DECLINED:
        charge.decline(call.world, intent, "card")
        error = intent["last_payment_error"]
        extra = {key: error[key] for key in ("charge", "decline_code")} | {
            "payment_intent": records.visible(intent)
        }
        raise Refusal(
            error["message"], status=402, kind="card_error", code=error["code"], extra=extra, keep=True
        )
    else:
        kind = next((name for name in ("alipay", "wechat_pay") if name in method), "card")
        charge.succeed(call.world, intent, kind)
