"""Double entry: every movement of money is one balanced entry, written once.

Books: `buyers` (what they paid in is negative), `platform`, one per connected account (its id), `bank:<owner>`
(what was paid out), `fees`, and `disputed` (what a bank holds while it decides).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marketplace.sandbox import records
from marketplace.sandbox.world import new_id

if TYPE_CHECKING:
    from marketplace.sandbox.world import Body, World

PLATFORM = "platform"
DESCRIPTIONS = {"charge": "Sandbox processing fees", "adjustment": "Dispute fee"}
CATEGORIES = {"payment": "charge", "transfer_refund": "transfer_reversal", "payment_refund": "refund"}


@dataclass(frozen=True)
class Line:
    """So much onto one book; `shown_as` is the type of the balance transaction its owner sees."""

    book: str
    amount: int
    shown_as: str = ""
    fee: int = 0


class Unbalanced(AssertionError):
    """An entry whose lines do not sum to nothing."""


def post(world: World, kind: str, source: str, currency: str, lines: list[Line]) -> dict[str, str]:
    """Write one entry; return the balance transaction's id for each book that shows one."""
    if sum(line.amount for line in lines) != 0:
        raise Unbalanced(f"{kind} {source}: {lines}")
    entry = world.db.add(
        "INSERT INTO entries (kind, source, currency, at) VALUES (?, ?, ?, ?)",
        (kind, source, currency, world.now()),
    )
    for line in lines:
        world.db.add("INSERT INTO lines VALUES (?, ?, ?)", (entry, line.book, line.amount))
        world.db.run(
            "INSERT INTO balances VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET amount = amount + excluded.amount",
            (line.book, currency, line.amount),
        )
    return {line.book: _show(world, line, source, currency) for line in lines if line.shown_as}


def available(world: World, book: str, currency: str) -> int:
    """Say what stands on a book, in minor units."""
    row = world.db.one("SELECT amount FROM balances WHERE book = ? AND currency = ?", (book, currency))
    return int(row["amount"]) if row else 0


def of_account(account: str) -> str:
    """Name the book of an account; the platform's own is PLATFORM."""
    return account or PLATFORM


def wrongs(world: World) -> list[str]:
    """List what is wrong with the books; empty when nothing is."""
    found = [
        f"entry {row['entry']} is off by {row['off']}"
        for row in world.db.all(
            "SELECT entry, sum(amount) AS off FROM lines GROUP BY entry HAVING sum(amount) <> 0"
        )
    ]
    sums = world.db.all(
        "SELECT b.book, b.currency, b.amount, (SELECT coalesce(sum(l.amount), 0) FROM lines l JOIN entries e "
        "ON e.id = l.entry WHERE l.book = b.book AND e.currency = b.currency) AS summed FROM balances b"
    )
    found += [
        f"{row['book']} says {row['amount']}, its lines {row['summed']}"
        for row in sums
        if row["amount"] != row["summed"]
    ]
    return found


def _show(world: World, line: Line, source: str, currency: str) -> str:
    """Make the balance transaction the book's owner sees."""
    now = world.now()
    body: Body = {
        "id": new_id("txn"),
        "object": "balance_transaction",
        "amount": line.amount + line.fee,
        "available_on": now,
        "balance_type": "payments",
        "created": now,
        "currency": currency,
        "description": None,
        "exchange_rate": None,
        "fee": line.fee,
        "fee_details": _fee_details(line, currency),
        "net": line.amount,
        "reporting_category": CATEGORIES.get(line.shown_as, line.shown_as),
        "source": source,
        "status": "available",
        "type": line.shown_as,
    }
    records.insert(world, body, "" if line.book == PLATFORM else line.book)
    return str(body["id"])


def _fee_details(line: Line, currency: str) -> list[Body]:
    if not line.fee:
        return []
    words = {"amount": line.fee, "application": None, "currency": currency}
    return [{**words, "description": DESCRIPTIONS.get(line.shown_as), "type": "stripe_fee"}]
