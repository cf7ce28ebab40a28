"""Pay a balance out to a bank account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marketplace.sandbox import books, faults, records
from marketplace.sandbox.protocol.errors import Refusal
from marketplace.sandbox.stripe import shapes
from marketplace.sandbox.webhooks.events import emit
from marketplace.sandbox.world import new_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marketplace.sandbox.world import Body, World


def create(world: World, account: str, params: Mapping[str, Any]) -> Body:
    """Start a payout. Refuses: more than the balance holds."""
    amount, currency = params["amount"], params["currency"].lower()
    book = books.of_account(account)
    if amount < 1:
        raise Refusal(
            "This value must be greater than or equal to 1.", code="parameter_invalid_integer", param="amount"
        )
    if books.available(world, book, currency) < amount:
        raise Refusal(
            "You have insufficient funds in your Stripe account for this transfer. Your card balance is too low.",
            code="balance_insufficient",
            param="amount",
        )
    payout = _shape(world, account, amount, currency, params)
    lines = [books.Line(book, -amount, "payout"), books.Line(f"bank:{book}", amount)]
    payout["balance_transaction"] = books.post(world, "payout", payout["id"], currency, lines)[book]
    records.insert(world, payout, account)
    emit(world, "payout.created", payout, account)
    fails = faults.strike(world, ("payout_fails",))
    seconds = fails["seconds"] if fails else world.settings.payout_seconds
    world.set_timer(seconds, "payout_fails" if fails else "payout_arrives", payout["id"])
    return payout


def arrive(world: World, payout_id: str) -> None:
    """Let a payout reach the bank."""
    payout = records.get(world, "payout", payout_id, records.owner(world, payout_id))
    if payout["status"] not in {"pending", "in_transit"}:
        return
    records.update(world, payout | {"status": "paid", "reconciliation_status": "completed"})
    account = records.owner(world, payout_id)
    emit(world, "payout.paid", payout | {"status": "paid"}, account)


def fail(world: World, payout_id: str) -> None:
    """Have the bank send a payout back: the balance holds it again."""
    account = records.owner(world, payout_id)
    payout = records.get(world, "payout", payout_id, account)
    if payout["status"] in {"failed", "canceled"}:
        return
    book = books.of_account(account)
    lines = [
        books.Line(book, payout["amount"], "payout_failure"),
        books.Line(f"bank:{book}", -payout["amount"]),
    ]
    shown = books.post(world, "payout_failure", payout_id, payout["currency"], lines)
    payout |= {
        "status": "failed",
        "failure_code": "account_closed",
        "failure_message": "The bank account has been closed.",
        "failure_balance_transaction": shown[book],
    }
    records.update(world, payout)
    emit(world, "payout.failed", payout, account)


def _shape(world: World, account: str, amount: int, currency: str, params: Mapping[str, Any]) -> Body:
    now = world.now()
    given = ("description", "metadata", "method", "source_type", "statement_descriptor")
    return shapes.blank(
        "payout",
        id=new_id("po"),
        amount=amount,
        arrival_date=now + int(world.settings.payout_seconds),
        created=now,
        currency=currency,
        destination=f"ba_{account.removeprefix('acct_') or 'platform'}",
        **{name: params[name] for name in given if name in params},
    )
