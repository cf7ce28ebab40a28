"""`GET /sandbox/books`: what the company itself believes, to be compared with ours to the cent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marketplace.sandbox import books, records
from marketplace.sandbox.control.door import open_path

if TYPE_CHECKING:
    from flask import Flask

    from marketplace.sandbox.world import Body, World

SUMS = {
    "captured": ("charge", "buyers", -1),
    "refunded": ("refund", "buyers", 1),
    "refunds_failed": ("refund_failure", "buyers", -1),
    "transferred": ("transfer", "platform", -1),
    "reversed": ("reversal", "platform", 1),
    "disputed": ("dispute", "disputed", 1),
    "reinstated": ("dispute_reversal", "disputed", -1),
    "fees": ("charge", "fees", 1),
    "dispute_fees": ("dispute", "fees", 1),
    "dispute_fees_returned": ("dispute_reversal", "fees", -1),
}
SHOWN = {
    "charges": ("charge", ("amount", "amount_refunded", "payment_intent", "status", "transfer_group")),
    "refunds": ("refund", ("amount", "charge", "payment_intent", "status")),
    "transfers": ("transfer", ("amount", "amount_reversed", "destination", "transfer_group")),
    "reversals": ("transfer_reversal", ("amount", "transfer")),
    "payouts": ("payout", ("amount", "destination", "status")),
    "disputes": ("dispute", ("amount", "charge", "status")),
}


def install(app: Flask, world: World) -> None:
    """Open the books."""
    open_path(app, world, "GET", "/books", lambda _body: totals(world))


def totals(world: World) -> Body:
    """Add everything up, by currency where sums are asked for."""
    wrongs = books.wrongs(world)
    found: Body = {"balanced": not wrongs, "wrongs": wrongs, "available": {}, "accounts": {}, "books": {}}
    for name, (kind, book, sign) in SUMS.items():
        found[name] = _sum(world, kind, book, sign)
    for row in world.db.all("SELECT * FROM balances ORDER BY book, currency"):
        found["books"].setdefault(row["book"], {})[row["currency"]] = row["amount"]
        if row["book"] == books.PLATFORM:
            found["available"][row["currency"]] = row["amount"]
        elif row["book"].startswith("acct_"):
            found["accounts"].setdefault(row["book"], {})[row["currency"]] = row["amount"]
    for name, (kind, members) in SHOWN.items():
        # A payee's copy of a transfer is a charge too, on their account; only the platform's are counted here.
        account = None if kind == "payout" else records.PLATFORM
        found[name] = [_brief(body, members) for body in records.select(world, kind, account)]
    return found


def _brief(body: Body, members: tuple[str, ...]) -> dict[str, Any]:
    return {name: body.get(name) for name in ("id", "currency", "metadata", "created", *members)}


def _sum(world: World, kind: str, book: str, sign: int) -> dict[str, int]:
    rows = world.db.all(
        "SELECT e.currency, sum(l.amount) AS amount FROM entries e JOIN lines l ON l.entry = e.id "
        "WHERE e.kind = ? AND l.book = ? GROUP BY e.currency",
        (kind, book),
    )
    return {row["currency"]: sign * row["amount"] for row in rows}
